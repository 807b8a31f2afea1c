"""What commands say: whole words at a terminal's edge, whole lines in a pipe."""

from collections.abc import Callable
from typing import Any

from command_line import Run

from studybuddy.commands.output import folded


def test_lines_break_between_words_and_keep_their_indent() -> None:
    assert folded("  one two\n\nthree four five", 10) == "  one two\n\nthree four\nfive"
    assert folded("  one two three", 10) == "  one two\n  three"
    assert folded("  weak one two-three four", 15, 5) == "  weak one\n       two-three\n       four"
    assert folded("a well-known https://example.org/a-b", 10) == "a\nwell-known\nhttps://example.org/a-b"


def test_an_error_and_a_plan_say_whole_words_at_the_edge_of_a_terminal(
    run: Run, start: Callable[..., Any]
) -> None:
    run("plan", "start", "--interview", "8w").ok()
    for words in (("plan", "move", "9w"), ("plan", "clear"), ("show", "no-such-card")):
        said = run(*words)
        if not said.code:
            run("undo").ok()
        terminal = start(*words, columns=30)
        terminal.ends()
        shown = terminal.picture().split()
        assert len(shown) >= 8
        assert set(shown) <= {*said.out.split(), *said.err.split()}
