"""A reference and a generator go in; SciPy, scikit-learn or a search judge its scores, samples and paths."""

import functools
import itertools
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.testing import assert_allclose, assert_array_equal
from scipy import sparse, special, stats
from sklearn import linear_model, metrics, model_selection, pipeline, preprocessing

Names = Mapping[str, Any]
Rng = np.random.Generator
Oracle = Callable[[Names, Rng], None]
UNLIKELY = 1e-6  # seeds are fixed: a right sampler passes every time


def roc_auc(reference: Names, rng: Rng) -> None:
    y = np.append([0, 1], rng.integers(2, size=50))
    scores = np.round(rng.normal(size=52) + y, int(rng.integers(0, 4)))
    assert_allclose(reference["roc_auc"](y, scores), metrics.roc_auc_score(y, scores), rtol=1e-12)
    wins = stats.mannwhitneyu(scores[y == 1], scores[y == 0]).statistic
    assert_allclose(reference["roc_auc"](y, scores), wins / ((y == 1).sum() * (y == 0).sum()), rtol=1e-12)


def classification_report(reference: Names, rng: Rng) -> None:
    y_true, y_pred = rng.integers(4, size=30), rng.integers(5, size=30)
    matrix, *rates = reference["report"](y_true, y_pred, 6)
    assert_array_equal(matrix, metrics.confusion_matrix(y_true, y_pred, labels=range(6)))
    expected = metrics.precision_recall_fscore_support(y_true, y_pred, labels=range(6), zero_division=0)
    assert_allclose(rates, expected[:3], rtol=1e-12)


def threshold_end_to_end(reference: Names, rng: Rng) -> None:
    sets = []
    for size in (160, 90, 120):
        z = rng.normal(size=(size, 3))
        y = (rng.random(size) < special.expit(z @ [1.5, -1.0, 0.7] - 1.6)).astype(int)
        sets.append((z * [1.0, 2000.0, 0.02] + [0.0, 9000.0, -0.3], y))
    train, valid, test = sets
    found = reference["train_and_report"](*sets)
    logit = linear_model.LogisticRegression(C=1e10, tol=1e-10)
    model = pipeline.make_pipeline(preprocessing.StandardScaler(), logit).fit(*train)
    assert_allclose(train[0] @ found["weights"] + found["bias"], model.decision_function(train[0]), atol=1e-3)
    chance = special.expit(valid[0] @ found["weights"] + found["bias"])
    precision, recall, _ = metrics.precision_recall_curve(valid[1], chance)
    best = np.max(2 * precision * recall / np.maximum(precision + recall, 1e-12))
    assert_allclose(metrics.f1_score(valid[1], chance >= found["threshold"]), best, rtol=1e-12)
    guess = special.expit(test[0] @ found["weights"] + found["bias"]) >= found["threshold"]
    assert_array_equal(found["confusion"], metrics.confusion_matrix(test[1], guess))


def stratified_folds(reference: Names, rng: Rng) -> None:
    y = rng.permutation(np.repeat([3, 8, 9], [9, 13, 6]))
    folds = reference["stratified_folds"](y, 4, rng)
    splitter = model_selection.StratifiedKFold(4, shuffle=True, random_state=0)
    others = [valid for _, valid in splitter.split(y, y)]
    sizes = sorted(np.bincount(folds, minlength=4))
    assert sizes == sorted(len(valid) for valid in others)
    for label in (3, 8, 9):
        counts = sorted(np.sum(y[folds == fold] == label) for fold in range(4))
        assert counts == sorted(np.sum(y[valid] == label) for valid in others)


def edit_distance(reference: Names, rng: Rng) -> None:
    """The distance is that of the shortest path through the graph of edits."""
    truth, guess = (rng.choice(["to", "be", "or"], int(rng.integers(1, 8))).tolist() for _ in range(2))
    width = len(guess) + 1
    graph = sparse.lil_array(((len(truth) + 1) * width,) * 2)
    for i, j in itertools.product(range(len(truth) + 1), range(width)):
        here = i * width + j
        if i < len(truth):
            graph[here, here + width] = 1
        if j < len(guess):
            graph[here, here + 1] = 1
        if i < len(truth) and j < len(guess):
            graph[here, here + width + 1] = 1 if truth[i] != guess[j] else 1e-9  # 0 would be no edge
    shortest = sparse.csgraph.dijkstra(graph.tocsr(), indices=0)[-1]
    distance, rate = reference["word_errors"](truth, guess)
    assert distance == round(shortest)
    assert_allclose(rate, distance / len(truth), rtol=1e-12)


def lru_cache(reference: Names, rng: Rng) -> None:
    capacity = int(rng.integers(1, 6))
    loads: list[int] = []
    cache = reference["EmbeddingCache"](capacity, lambda key: loads.append(key) or key * 10)
    expected_loads: list[int] = []
    known = functools.lru_cache(maxsize=capacity)(lambda key: expected_loads.append(key) or key * 10)
    for key in rng.integers(8, size=200).tolist():
        assert cache.get(key) == known(key)
    assert loads == expected_loads
    assert (cache.hits, cache.misses, capacity, len(cache)) == known.cache_info()


def top_p_sampling(reference: Names, rng: Rng) -> None:
    """The nucleus is, of the smallest sets of tokens that hold p, the most likely one."""
    logits, p, temperature = (
        rng.normal(size=7) * 2,
        float(rng.uniform(0.1, 0.99)),
        float(rng.uniform(0.5, 2.0)),
    )
    chances = special.softmax(logits / temperature)
    sets = (set(each) for size in range(1, 8) for each in itertools.combinations(range(7), size))
    enough = [each for each in sets if chances[list(each)].sum() >= p]
    best = max(enough, key=lambda each: (-len(each), chances[list(each)].sum()))
    expected = np.where(np.isin(np.arange(7), list(best)), chances, 0.0)
    got = reference["nucleus"](logits, p, temperature)
    assert_allclose(got, expected / expected.sum(), rtol=1e-9)
    draws = [reference["sample"](logits, p, temperature, rng) for _ in range(300)]
    seen = np.bincount(draws, minlength=7)
    assert set(np.flatnonzero(seen)) <= best
    if len(best) > 1:
        kept = sorted(best)
        assert stats.chisquare(seen[kept], 300 * got[kept]).pvalue > UNLIKELY


def reservoir_sampling(reference: Names, rng: Rng) -> None:
    sets = list(itertools.combinations(range(5), 2))
    drawn = [tuple(sorted(reference["reservoir"](iter(range(5)), 2, rng))) for _ in range(400)]
    assert stats.chisquare([drawn.count(each) for each in sets]).pvalue > UNLIKELY


def dropout(reference: Names, rng: Rng) -> None:
    x, p = rng.normal(size=(40, 50)), float(rng.uniform(0.1, 0.9))
    y = reference["dropout"](x, p, True, rng)
    gone = y == 0
    assert_allclose(y[~gone], x[~gone] / (1 - p), rtol=1e-12)
    assert stats.binomtest(int(gone.sum()), gone.size, p).pvalue > UNLIKELY


ORACLES: dict[str, Oracle] = {
    "roc-auc": roc_auc,
    "classification-report": classification_report,
    "threshold-end-to-end": threshold_end_to_end,
    "stratified-folds": stratified_folds,
    "edit-distance": edit_distance,
    "lru-cache": lru_cache,
    "top-p-sampling": top_p_sampling,
    "reservoir-sampling": reservoir_sampling,
    "dropout": dropout,
}
