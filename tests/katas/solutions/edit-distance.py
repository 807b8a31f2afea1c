"""Levenshtein distance over words, one row of the table at a time."""


def word_errors(reference, hypothesis):
    row = list(range(len(hypothesis) + 1))
    for i, word in enumerate(reference, start=1):
        diagonal, row[0] = row[0], i
        for j, guess in enumerate(hypothesis, start=1):
            replaced = diagonal + (word != guess)
            diagonal = row[j]
            row[j] = min(replaced, row[j] + 1, row[j - 1] + 1)
    distance = row[-1]
    if reference:
        return distance, distance / len(reference)
    return distance, float("inf") if hypothesis else 0.0
