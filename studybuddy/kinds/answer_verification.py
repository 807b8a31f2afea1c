"""What an answer card expects and rejects goes in, what is wrong with it comes out, over several draws."""

import math
from collections.abc import Iterator, Mapping, Sequence

from studybuddy.kinds.answer_ties import ties
from studybuddy.kinds.blank_judging import plain_value
from studybuddy.kinds.blanks import Blank, declarations_for
from studybuddy.kinds.protocol import Fault
from studybuddy.notation.compare import compare
from studybuddy.notation.declarations import parse_declarations
from studybuddy.notation.derivation import parse_checked
from studybuddy.notation.verdicts import DEFAULT_WITHIN, Verdict, Within, parse_within

SEEDS = tuple(range(12))


def verify_answer(declared: str, blanks: Sequence[Blank]) -> tuple[Fault, ...]:
    """Return what is wrong: an expected value that is none, or misses its form; a reject that is right."""
    seeds = SEEDS if parse_declarations(declared).draws else SEEDS[:1]
    return tuple(
        fault for blank in blanks if "expect" in blank for fault in _verified(declared, blank, seeds)
    )


def _verified(declared: str, blank: Blank, seeds: Sequence[int]) -> Iterator[Fault]:
    for seed in seeds:
        fault = _expected_fault(declared, blank, seed)
        if fault is not None:
            yield fault
            return
    chance = ties(declared, blank)
    for wrong, _, line in blank["rejects"]:
        verdicts = [_rejected(declared, blank, wrong, seed) for seed in seeds]
        if all(verdict in (Verdict.EQUAL, Verdict.WRONG_FORM) for verdict in verdicts):
            yield Fault(
                line, f"the reject {wrong} equals what is expected", "remove it, or mend one of the two"
            )
            continue
        if Verdict.ERROR in verdicts:
            message = f"the reject {wrong} is no thing of the expected kind, so nobody is told its reason"
            yield Fault(line, message, "what is of another kind is asked for again", is_error=False)
        if wrong in chance:
            yield _tied(wrong, line, chance[wrong])


def _tied(wrong: str, line: int, found: Sequence[Mapping[str, str]]) -> Fault:
    drawn = ", ".join(f"{name} = {text}" for name, text in found[0].items())
    more = f", and with {len(found) - 1} other draws" if len(found) > 1 else ""
    message = f"the reject {wrong} equals what is expected with {drawn}{more}"
    return Fault(line, message, "draw numbers for which they differ", is_error=False)


def _expected_fault(declared: str, blank: Blank, seed: int) -> Fault | None:
    declarations = declarations_for(declared, seed)
    tree = parse_checked(blank["expect"], declarations)
    drawn = ", ".join(f"{name} = {text}" for name, text in _numbers(declared, seed))
    where = f" with {drawn}" if drawn else ""
    value = plain_value(tree, declarations)
    if value is not None and not math.isfinite(value):
        hint = "draw numbers for which it has a value" if drawn else "mend the formula"
        return Fault(blank["line"], f"what is expected has no value{where}", hint)
    found = compare(tree, tree, declarations, seed=seed, form=blank["form"] or None, within=_within(blank))
    if found.verdict is Verdict.EQUAL:
        return None
    said = found.reason or found.counterexample
    return Fault(blank["line"], f"what is expected does not pass itself{where}: {said}", "mend the formula")


def _numbers(declared: str, seed: int) -> list[tuple[str, str]]:
    from studybuddy.kinds.blanks import drawn_numbers

    return list(drawn_numbers(declared, seed).items())


def _rejected(declared: str, blank: Blank, wrong: str, seed: int) -> Verdict:
    declarations = declarations_for(declared, seed)
    given, expected = (parse_checked(text, declarations) for text in (wrong, blank["expect"]))
    return compare(given, expected, declarations, seed=seed, within=_within(blank)).verdict


def _within(blank: Blank) -> Within:
    return parse_within(blank["within"]) if blank["within"] else DEFAULT_WITHIN
