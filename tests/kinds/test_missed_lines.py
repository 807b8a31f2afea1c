from studybuddy.kinds.missed_lines import missed_lines, with_lines_asked
from studybuddy.model import Answer, Asks, Line, Prompt, Reached

LINES = (Line("a"), Line("b", asked=False), Line("c"), Line("d"))


def test_lines_that_were_revealed_or_came_with_a_hint_were_missed() -> None:
    reached = (Reached.TYPED, Reached.SHOWN, Reached.HINTED, Reached.REVEALED)
    assert missed_lines(Answer(lines=reached)) == {2, 3}
    assert missed_lines(Answer(lines=(Reached.TICKED, Reached.SKIPPED))) == frozenset()
    assert missed_lines(Answer("a text")) == frozenset()


def test_a_repeat_asks_only_what_was_missed_and_never_what_is_not_asked() -> None:
    prompt = Prompt(Asks.DERIVE, "Derive it.", "", lines=LINES)
    again = with_lines_asked(prompt, frozenset({1, 2}))
    assert [line.asked for line in again.lines] == [False, False, True, False]
    assert [line.latex for line in again.lines] == ["a", "b", "c", "d"]
