"""The examples of the CommonMark specification, from the source distribution of the parser that we pin."""

import json
import os
import subprocess
import sys
import tarfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # the tests of this folder share their cards by name

PINNED = "4.3.0"
EXAMPLES = 652
MUST_HAVE = ("CI", "STUDYBUDDY_CI")  # where one of these is set, what cannot be fetched is a failure


@pytest.fixture(scope="session")
def commonmark_examples(tmp_path_factory: pytest.TempPathFactory) -> Sequence[str]:
    cached = _cache_folder() / f"commonmark-from-markdown-it-py-{PINNED}.json"
    if not cached.exists():
        try:
            _fetch(cached, tmp_path_factory.mktemp("sdist"))
        except (OSError, subprocess.SubprocessError) as error:
            reason = f"no source distribution of markdown-it-py {PINNED}: {error}"
            if any(map(os.environ.get, MUST_HAVE)):
                pytest.fail(reason)
            pytest.skip(reason)
    examples: list[dict[str, Any]] = json.loads(cached.read_text("utf-8"))
    assert len(examples) == EXAMPLES
    return [example["markdown"] for example in examples]


def _cache_folder() -> Path:
    given = os.environ.get("STUDYBUDDY_TEST_CACHE")
    base = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(given) if given else Path(base) / "studybuddy-tests"


def _fetch(target: Path, folder: Path) -> None:
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "--quiet", "--no-deps"]
    wanted = ["--no-binary", "markdown-it-py", "--dest", str(folder), f"markdown-it-py=={PINNED}"]
    subprocess.run([*pip, *wanted], check=True, capture_output=True, timeout=120)
    (archive,) = folder.glob("*.tar.gz")
    assert PINNED in archive.name
    with tarfile.open(archive) as sdist:
        (name,) = (name for name in sdist.getnames() if name.endswith("/test_cmark_spec/commonmark.json"))
        member = sdist.extractfile(name)
        assert member is not None
        text = member.read()
    target.parent.mkdir(parents=True, exist_ok=True)
    written = target.with_suffix(f".{os.getpid()}")
    written.write_bytes(text)
    written.replace(target)
