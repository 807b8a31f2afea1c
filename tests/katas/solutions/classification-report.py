"""A confusion matrix by unbuffered adding; its margins give precision, recall and F1."""

import numpy as np


def ratio(numerator, denominator):
    return numerator / np.maximum(denominator, 1)


def report(y_true, y_pred, num_classes):
    matrix = np.zeros((num_classes, num_classes), dtype=np.int64)
    np.add.at(matrix, (y_true, y_pred), 1)
    hits = np.diag(matrix)
    actual = matrix.sum(axis=1)
    predicted = matrix.sum(axis=0)
    return matrix, ratio(hits, predicted), ratio(hits, actual), ratio(2 * hits, actual + predicted)
