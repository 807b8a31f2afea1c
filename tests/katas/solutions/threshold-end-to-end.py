"""Damped Newton on standardized features, F1 at every distinct validation score, one report on test."""

import numpy as np


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def log_loss(z, y):
    return np.mean(np.logaddexp(0.0, z) - y * z)


def train_logistic(x, y, max_steps=100, tolerance=1e-12):
    mean = x.mean(axis=0)
    scale = x.std(axis=0)
    scale = np.where(scale > 0, scale, 1.0)
    design = np.column_stack([(x - mean) / scale, np.ones(len(x))])
    theta = np.zeros(design.shape[1])
    for _ in range(max_steps):
        z = design @ theta
        p = sigmoid(z)
        gradient = design.T @ (p - y) / len(y)
        hessian = (design.T * (p * (1 - p))) @ design / len(y)
        step = np.linalg.lstsq(hessian, gradient, rcond=None)[0]
        decrease = gradient @ step
        if decrease < tolerance:
            break
        size = 1.0
        while size > 1e-8 and log_loss(design @ (theta - size * step), y) > log_loss(z, y) - size * decrease / 4:
            size /= 2
        theta = theta - size * step
    w = theta[:-1] / scale
    return w, float(theta[-1] - mean @ w)


def best_threshold(p, y):
    order = np.argsort(-p, kind="stable")
    p, y = p[order], y[order]
    f1 = 2 * np.cumsum(y) / (np.arange(1, len(y) + 1) + y.sum())
    last_of_ties = np.append(p[:-1] != p[1:], True)
    return float(p[np.argmax(np.where(last_of_ties, f1, -1.0))])


def train_and_report(train, valid, test):
    w, b = train_logistic(*train)
    threshold = best_threshold(sigmoid(valid[0] @ w + b), valid[1])
    predicted = (sigmoid(test[0] @ w + b) >= threshold).astype(int)
    confusion = np.zeros((2, 2), dtype=int)
    np.add.at(confusion, (test[1], predicted), 1)
    return {"weights": w, "bias": b, "threshold": threshold, "confusion": confusion}
