"""A number of things and a seed go in, an order comes out: the same on every machine and Python version."""

_MASK = (1 << 64) - 1


def shuffled(count: int, seed: int) -> tuple[int, ...]:
    """Return the numbers 0 to count - 1 in an order that depends on the seed alone.

    Fisher–Yates over SplitMix64 (Steele, Lea and Flood 2014); `random` costs more to import than a first
    frame can spare, and promises no stable order between versions.
    """
    order = list(range(count))
    state = seed & _MASK
    for last in range(count - 1, 0, -1):
        state = (state + 0x9E3779B97F4A7C15) & _MASK
        chosen = (_mixed(state) * (last + 1)) >> 64
        order[last], order[chosen] = order[chosen], order[last]
    return tuple(order)


def _mixed(state: int) -> int:
    state = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    state = ((state ^ (state >> 27)) * 0x94D049BB133111EB) & _MASK
    return state ^ (state >> 31)
