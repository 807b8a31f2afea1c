import re

import pytest
from command_line import ROOT

from studybuddy.kinds.headline import headline

_FENCED = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^## (.+) \{#", re.MULTILINE)
_TOLD = re.compile(r"(?:^|[.:;,] )(?:Classify|Derive|Design|Differentiate|Find|Give|Plan|Project|Tell)\b")


@pytest.mark.parametrize(
    ("heading", "shown"),
    [
        ("After appending 2^[[k]] + 1 elements", "After appending 2^k + 1 elements"),
        ("F1 from counts: tp = [[tp]], fp = [[fp]]", "F1 from counts: tp, fp"),
        ("Project [ [[p]]; [[q]] ] onto the line", "Project [ p; q ] onto the line"),
        ("f(w) = [[a]](w − [[c]])², w = [[w]]", "f(w) = a(w − c)², w"),
        ("a matrix of size [[n]] × [[n]] with λ = [[lam]]", "a matrix of size n × n with λ = lam"),
        ("Recall at [[k]]%", "Recall at k%"),
        ("What is 3 × 4?", "What is 3 × 4?"),
    ],
)
def test_what_is_drawn_anew_goes_by_its_name(heading: str, shown: str) -> None:
    assert headline("answer", heading) == shown


@pytest.mark.parametrize("kind", ["basic", "choice", "kata"])
def test_only_an_answer_card_draws(kind: str) -> None:
    assert headline(kind, "What does df[[x]] return in pandas?") == "What does df[[x]] return in pandas?"


def test_every_shipped_prompt_asks_or_says_what_to_do() -> None:
    decks = [path for path in (ROOT / "decks").rglob("*.md") if path.parent.name != "katas"]
    silent = []
    for path in decks:
        text = _FENCED.sub("", path.read_text(encoding="utf-8"))
        silent += [each for each in _HEADING.findall(text) if "?" not in each and not _TOLD.search(each)]
    assert decks
    assert silent == []
