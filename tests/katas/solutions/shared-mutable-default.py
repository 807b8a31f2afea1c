"""Fresh lists for every class and every call, started from a copy of what was found before."""


def collect_mistakes(truth, predicted, classes, found=None):
    earlier = found or {}
    mistakes = {k: list(earlier.get(k, ())) for k in range(classes)}
    for i, (right, guess) in enumerate(zip(truth, predicted)):
        if right != guess:
            mistakes[int(right)].append(i)
    return mistakes
