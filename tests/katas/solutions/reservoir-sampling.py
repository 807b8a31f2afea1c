"""Reservoir sampling (algorithm R): item i replaces a random slot with probability k / (i + 1)."""


def reservoir(stream, k, rng):
    kept = []
    for i, item in enumerate(stream):
        if i < k:
            kept.append(item)
        else:
            slot = rng.integers(i + 1)
            if slot < k:
                kept[slot] = item
    return kept
