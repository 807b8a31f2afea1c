"""A wrong number and the expected one go in; if only the unit is off, a sentence that says so comes out."""

from studybuddy.notation.verdicts import Within

PERCENT = 100
FACTORS = (PERCENT, 10**3, 10**6, 10**9)
_NEAR, _FAR = 0.005, 0.02  # relative: a rounding is forgiven at least this, and at most that


def unit_slip(given: float, expected: float, within: Within) -> str:
    """Say by which factor a number misses what is expected; nothing if it is none that a unit makes.

    `within` is the tolerance of the card; the factors are those of percent, thousands, millions and billions.
    """
    if not expected:
        return ""
    allowed = within.amount if within.relative else within.amount / abs(expected)
    near = Within(min(max(allowed, _NEAR), _FAR), relative=True)
    for factor in FACTORS:
        if near.accepts(given / factor, expected):
            if factor == PERCENT and 0 < expected <= 1:
                return "That is the number in percent: it is asked for as a share, between 0 and 1."
            return f"The digits are right, but it is {factor:,} times too large: look at the unit asked for."
        if near.accepts(given * factor, expected):
            if factor == PERCENT and 1 < expected <= PERCENT:
                return "That is a hundredth of it: a share, where percent or points were asked for?"
            return f"The digits are right, but it is {factor:,} times too small: look at the unit asked for."
    return ""
