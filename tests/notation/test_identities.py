"""The corpus: what is true is accepted, what differs from it by one edit is refused unless it is true too."""

import pytest
from notation.corpus import FIXTURES, lines_of, relation

from studybuddy.notation.compare import compare
from studybuddy.notation.declared import Declarations
from studybuddy.notation.mutate import of_right_side
from studybuddy.notation.numeric import Status, agree
from studybuddy.notation.source import text_of
from studybuddy.notation.tree import Relation
from studybuddy.notation.verdicts import Verdict

IDENTITIES = list(lines_of("identities.txt"))
WRONG = list(lines_of("wrong.txt"))
CANCELLING = list(lines_of("cancelling.txt"))
TRUE_VARIANTS = {line for _, line in lines_of("true_variants.txt")}
FEWEST_IDENTITIES, FEWEST_MUTANTS = 120, 900


def test_the_corpus_is_large_and_covers_its_subjects() -> None:
    assert len(IDENTITIES) >= FEWEST_IDENTITIES
    text = (FIXTURES / "identities.txt").read_text(encoding="utf-8")
    for construct in ("grad(", "jac(", "E[", "Var[", "P[", "[n,n]", "sum(", "softmax", "inv("):
        assert text.count(construct) >= 3, construct


@pytest.mark.parametrize(("declarations", "line"), IDENTITIES)
def test_an_identity_is_accepted(declarations: str, line: str) -> None:
    tree, known = relation(declarations, line)
    found = compare(tree.right, tree.left, known, seed=17)
    assert found.verdict is Verdict.EQUAL, found


@pytest.mark.parametrize(("declarations", "line"), WRONG)
def test_a_typical_mistake_is_refused(declarations: str, line: str) -> None:
    tree, known = relation(declarations, line)
    found = compare(tree.right, tree.left, known, seed=17)
    assert found.verdict is Verdict.DIFFERENT, found
    assert found.counterexample


@pytest.fixture(scope="module")
def single_edits() -> list[tuple[Relation, Relation, Declarations]]:
    """Every identity with each of its single edits, and their declarations."""
    return [
        (tree, mutant.tree, known)
        for declarations, line in IDENTITIES
        for tree, known in [relation(declarations, line)]
        for mutant in of_right_side(tree, known)
        if isinstance(mutant.tree, Relation)
    ]


def test_no_single_edit_of_an_identity_is_accepted_unless_it_is_true_by_eye(
    single_edits: list[tuple[Relation, Relation, Declarations]],
) -> None:
    assert len(single_edits) >= FEWEST_MUTANTS
    accepted, unsettled = set(), []
    for tree, edited, known in single_edits:
        found = agree(edited.right, tree.left, known, 17)
        if found.status is Status.AGREE:
            accepted.add(text_of(edited))
        elif found.status is Status.UNSETTLED:
            unsettled.append(text_of(edited))
    assert accepted <= TRUE_VARIANTS, accepted - TRUE_VARIANTS
    assert len(unsettled) <= len(single_edits) // 100, unsettled


def test_the_variants_that_are_true_by_eye_are_all_still_met(
    single_edits: list[tuple[Relation, Relation, Declarations]],
) -> None:
    assert {text_of(edited) for _, edited, _ in single_edits} >= TRUE_VARIANTS


@pytest.mark.parametrize("seed", range(3))
def test_the_verdict_does_not_hang_on_the_seed(seed: int) -> None:
    for declarations, line in IDENTITIES[seed::8]:
        tree, known = relation(declarations, line)
        assert agree(tree.right, tree.left, known, seed).status is Status.AGREE, line
    for declarations, line in WRONG[seed::4]:
        tree, known = relation(declarations, line)
        assert agree(tree.right, tree.left, known, seed).status is Status.DIFFER, line


@pytest.mark.parametrize(("declarations", "line"), CANCELLING)
def test_an_identity_in_which_digits_cancel_is_never_called_wrong(declarations: str, line: str) -> None:
    tree, known = relation(declarations, line)
    for seed in range(8):
        assert agree(tree.right, tree.left, known, seed).status is Status.AGREE, seed
        assert agree(tree.left, tree.right, known, seed, strict=True).status is Status.AGREE, seed


@pytest.mark.parametrize(
    ("declarations", "line"),
    [
        ("z", "grad(3.14159265358979 z^2, z) = 2 pi z"),
        ("z", "log(1 - sigmoid(z)) = -softplus(z) + 10^-12"),
        ("w: [d]; x: [d]", "grad(log(1 - sigmoid(w'x)), w) = -sigmoid(w'x) x + 10^-11 x"),
    ],
)
def test_what_differs_in_its_last_digits_alone_is_still_refused(declarations: str, line: str) -> None:
    tree, known = relation(declarations, line)
    for seed in range(4):
        assert agree(tree.right, tree.left, known, seed).status is Status.DIFFER, seed
