import pytest

from studybuddy.kinds.headline import headline


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
