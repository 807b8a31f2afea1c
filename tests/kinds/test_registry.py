import inspect
import subprocess
import sys

import pytest

from studybuddy.errors import StudyBuddyError
from studybuddy.kinds.protocol import Kind, TypedKind, VerifiedKind
from studybuddy.kinds.registry import KINDS, kind_named, typed_kind, verified_kind


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_meets_the_protocol(name: str) -> None:
    kind = kind_named(name)
    for method in ("parse", "prompt", "judge"):
        wanted = list(inspect.signature(getattr(Kind, method)).parameters)[1:]
        assert list(inspect.signature(getattr(kind, method)).parameters) == wanted


def test_the_kinds_with_checked_math_meet_their_protocols_and_no_other_kind_does() -> None:
    for protocol, named in ((TypedKind, typed_kind), (VerifiedKind, verified_kind)):
        methods = [name for name in vars(protocol) if not name.startswith("_")]
        found = {name: named(name) for name in KINDS}
        assert {name for name, kind in found.items() if kind} == {"answer", "derivation"}
        for kind in filter(None, found.values()):
            for method in methods:
                wanted = list(inspect.signature(getattr(protocol, method)).parameters)[1:]
                assert list(inspect.signature(getattr(kind, method)).parameters) == wanted


def test_a_kind_without_a_module_is_an_error_that_lists_the_known_ones() -> None:
    with pytest.raises(StudyBuddyError, match="basic, cloze, choice, design, star"):
        kind_named("riddle")


def test_asking_a_card_needs_no_markdown_parser() -> None:
    code = (
        "import sys\n"
        "from studybuddy.kinds.registry import KINDS, kind_named\n"
        "kinds = [kind_named(name) for name in KINDS]\n"
        "import studybuddy.kinds.typed\n"
        "assert not {'markdown_it', 'yaml', 'random'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
