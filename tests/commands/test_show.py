"""`show`: a card in full, to read and for scripts."""

from collections.abc import Callable
from pathlib import Path

from card_texts import basic
from command_line import Run


def test_a_follow_up_and_its_answer_stand_in_two_lines_and_two_values(
    run: Run, write: Callable[..., Path]
) -> None:
    body = "Yes.\n\n### Follow-ups\n- Why? (Because it is.)\n- And you?"
    write("one", basic("Is it?", body, "one"))
    lines = [line.strip() for line in run("show", "one").ok().out.splitlines()]
    at = lines.index("• Why?")
    assert lines[at : at + 3] == ["• Why?", "Because it is.", "• And you?"]
    shown = run("show", "one", "--json").ok().json
    assert shown["follow_ups"] == [
        {"question": "Why?", "answer": "Because it is."},
        {"question": "And you?", "answer": ""},
    ]
    assert shown["fields"]["follow_ups"] == ["Why? (Because it is.)", "And you?"]
