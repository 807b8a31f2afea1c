import os
import signal
import sys
from pathlib import Path

import pytest

from studybuddy.workers.surroundings import Recipe

if sys.platform != "linux":
    pytest.skip("a nursery forks, which is for Linux", allow_module_level=True)

from studybuddy.workers.nursery_link import NurseryLink


def test_a_nursery_that_was_killed_is_gone_and_hears_no_request(tmp_path: Path) -> None:
    link = NurseryLink(Recipe(preload=(), packages=()), str(tmp_path))
    os.kill(link.pid, signal.SIGKILL)
    assert link.reports() is None
    link.request({"kill": 1})
    link.close()
    with pytest.raises(ChildProcessError):
        os.waitpid(link.pid, 0)
