"""A reference and a generator go in; SciPy, scikit-learn or a closed form judge what it learns."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.testing import assert_allclose, assert_array_equal
from scipy import optimize, special
from sklearn import (
    cluster,
    decomposition,
    feature_selection,
    impute,
    linear_model,
    metrics,
    naive_bayes,
    neighbors,
    pipeline,
    preprocessing,
)

Names = Mapping[str, Any]
Rng = np.random.Generator
Oracle = Callable[[Names, Rng], None]


def slope(loss: Callable[[Any], float], at: Any) -> Any:
    """Return the gradient of a scalar loss by SciPy's finite differences, good to about six digits."""
    return optimize.approx_fprime(at.ravel(), lambda flat: loss(flat.reshape(at.shape)), 1e-7).reshape(
        at.shape
    )


def ridge_regression(reference: Names, rng: Rng) -> None:
    x, y, penalty = rng.normal(2.0, 1.0, size=(20, 4)), rng.normal(5.0, 2.0, size=20), rng.uniform(0.1, 9.0)
    for model, strength in (
        (linear_model.Ridge(alpha=penalty), penalty),
        (linear_model.LinearRegression(), 0.0),
    ):
        w, b = reference["ridge"](x, y, strength)
        model.fit(x, y)
        assert_allclose(w, model.coef_, rtol=1e-8)
        assert_allclose(b, model.intercept_, rtol=1e-8)


def logistic_gradient(reference: Names, rng: Rng) -> None:
    x, y, penalty = rng.normal(size=(30, 3)), rng.integers(2, size=30), 0.2
    model = linear_model.LogisticRegression(C=1 / (30 * penalty), fit_intercept=False, tol=1e-10).fit(x, y)
    _, at_minimum = reference["loss_and_gradient"](model.coef_[0], x, y, penalty)
    assert_allclose(at_minimum, 0.0, atol=1e-6)
    w = rng.normal(size=3)
    loss, gradient = reference["loss_and_gradient"](w, x, y, penalty)
    assert_allclose(loss, metrics.log_loss(y, special.expit(x @ w)) + penalty / 2 * (w @ w), rtol=1e-10)
    expected = slope(lambda each: reference["loss_and_gradient"](each, x, y, penalty)[0], w)
    assert_allclose(gradient, expected, rtol=1e-5, atol=1e-6)


def bce_with_logits(reference: Names, rng: Rng) -> None:
    z, y, weight = rng.normal(size=(4, 5)) * 3, rng.integers(2, size=(4, 5)) * 1.0, rng.uniform(0.3, 4.0)
    loss, gradient = reference["bce_with_logits"](z, y, weight)
    weights = np.where(y.ravel() == 1, weight, 1.0)
    expected = metrics.log_loss(y.ravel(), special.expit(z.ravel()), sample_weight=weights, normalize=False)
    assert_allclose(loss, expected / 20, rtol=1e-10)
    chance = special.expit(z)
    assert_allclose(gradient, ((1 - y) * chance - weight * y * (1 - chance)) / 20, rtol=1e-8)
    far = np.array([1e4, -1e4, 40.0])
    cost = -(weight * 0.3 * special.log_expit(far) + 0.7 * special.log_expit(-far)).mean()
    assert_allclose(reference["bce_with_logits"](far, np.full(3, 0.3), weight)[0], cost, rtol=1e-12)


def softmax_cross_entropy(reference: Names, rng: Rng) -> None:
    logits, targets = rng.normal(size=(8, 4)) * 2, rng.integers(4, size=8)
    kept = np.arange(8) != 3
    loss, gradient = reference["loss_and_gradient"](logits, np.where(kept, targets, -1))
    chances = special.softmax(logits, axis=1)
    assert_allclose(loss, metrics.log_loss(targets[kept], chances[kept], labels=range(4)), rtol=1e-10)
    expected = (chances - preprocessing.label_binarize(targets, classes=range(4))) / 7
    assert_allclose(gradient, np.where(kept[:, None], expected, 0.0), rtol=1e-9, atol=1e-12)


def linear_layer_backward(reference: Names, rng: Rng) -> None:
    inputs = [rng.normal(size=(2, 3, 4)), rng.normal(size=(4, 5)), rng.normal(size=5)]
    grad = rng.normal(size=(2, 3, 5))
    for place, got in enumerate(reference["backward"](grad, *inputs)):

        def loss(value: Any, place: int = place) -> float:
            return float((grad * reference["forward"](*inputs[:place], value, *inputs[place + 1 :])).sum())

        assert_allclose(got, slope(loss, inputs[place]), rtol=1e-5, atol=1e-5)


def batch_norm(reference: Names, rng: Rng) -> None:
    inputs = [rng.normal(2.0, 3.0, size=(6, 3)), rng.normal(size=3), rng.normal(size=3)]
    scaler = preprocessing.StandardScaler().fit(inputs[0])
    shrink = np.sqrt(scaler.var_ / (scaler.var_ + 0.1))
    y, cache = reference["forward"](*inputs, 0.1)
    assert_allclose(y, inputs[1] * scaler.transform(inputs[0]) * shrink + inputs[2], rtol=1e-9)
    grad = rng.normal(size=(6, 3))
    for place, got in enumerate(reference["backward"](grad, cache)):

        def loss(value: Any, place: int = place) -> float:
            changed = [*inputs[:place], value, *inputs[place + 1 :]]
            return float((grad * reference["forward"](*changed, 0.1)[0]).sum())

        assert_allclose(got, slope(loss, inputs[place]), rtol=1e-5, atol=1e-5)


def adam_step(reference: Names, rng: Rng) -> None:
    """The moments after T steps are weighted sums of all gradients."""
    gradients, w, m, v = rng.normal(size=(6, 4)), rng.normal(size=4), np.zeros(4), np.zeros(4)
    for t in range(1, 7):
        weights = [0.1 * 0.9 ** np.arange(t)[::-1], 0.001 * 0.999 ** np.arange(t)[::-1]]
        mean, square = weights[0] @ gradients[:t], weights[1] @ gradients[:t] ** 2
        expected = w - 0.01 * (mean / weights[0].sum()) / (np.sqrt(square / weights[1].sum()) + 1e-8)
        w, m, v = reference["adam_step"](w, gradients[t - 1], m, v, t, 0.01)
        assert_allclose((w, m, v), (expected, mean, square), rtol=1e-9)


def integer_weights(reference: Names, rng: Rng) -> None:
    """For a quadratic loss, steps of gradient descent have a closed form: powers of one matrix."""
    x, y, start = rng.normal(size=(9, 3)), rng.normal(size=9), rng.integers(-3, 4, size=3)
    best = linear_model.LinearRegression(fit_intercept=False).fit(x, y).coef_
    w, losses = reference["descend"](x, y, start, 0.1, 7)
    path = np.linalg.matrix_power(np.eye(3) - 0.1 * x.T @ x / 9, 7)
    assert_allclose(w, best + path @ (start - best), rtol=1e-8)
    ends = [metrics.mean_squared_error(y, x @ each) / 2 for each in (start, w)]
    assert_allclose([losses[0], losses[-1]], ends, rtol=1e-9)
    assert len(losses) == 8


def broadcast_n_by_1(reference: Names, rng: Rng) -> None:
    x, y = rng.normal(size=(30, 3)), rng.normal(2.0, 1.0, size=30)
    model = linear_model.LinearRegression().fit(x, y)
    w, b, losses = reference["fit"](x, y[:, None], 0.1, 2000)
    assert_allclose(w, model.coef_, rtol=1e-6)
    assert_allclose(b, model.intercept_, rtol=1e-6)
    assert_allclose(losses[0], np.mean(y**2), rtol=1e-9)
    assert_allclose(losses[-1], metrics.mean_squared_error(y, model.predict(x)), rtol=1e-9)


def k_means(reference: Names, rng: Rng) -> None:
    x = rng.normal(size=(60, 2)) + 4.0 * rng.integers(3, size=(60, 1))
    for steps in (1, 2, 60):
        model = cluster.KMeans(3, init=x[:3], n_init=1, max_iter=steps, tol=0.0, algorithm="lloyd").fit(x)
        centers, labels = reference["kmeans"](x, x[:3], steps)
        assert_allclose(centers, model.cluster_centers_, rtol=1e-9)
        assert_array_equal(labels, model.labels_)


def knn_predict(reference: Names, rng: Rng) -> None:
    train_x, train_y, x = rng.normal(size=(40, 3)), rng.choice([2, 5, 9], 40), rng.normal(size=(12, 3))
    for k in (1, 4, 7, 40):
        model = neighbors.KNeighborsClassifier(k).fit(train_x, train_y)
        assert_array_equal(reference["knn_predict"](train_x, train_y, x, k), model.predict(x))


def gaussian_naive_bayes(reference: Names, rng: Rng) -> None:
    train_y = np.append([3, 7, 4], rng.choice([3, 4, 7], 30))
    train_x = rng.normal(size=(33, 4)) * np.sqrt(train_y)[:, None]
    x = rng.normal(size=(6, 4)) * 30
    model = naive_bayes.GaussianNB(var_smoothing=0.2 / train_x.var(axis=0).max()).fit(train_x, train_y)
    got = reference["log_posterior"](train_x, train_y, x, 0.2)
    assert_allclose(got, model.predict_log_proba(x), rtol=1e-8, atol=1e-9)


def pca(reference: Names, rng: Rng) -> None:
    x = rng.normal(size=(30, 5)) * [9.0, 5.0, 3.0, 2.0, 1.0] + 20.0
    model = decomposition.PCA(3, svd_solver="full").fit(x)
    components, variances, scores = reference["pca"](x, 3)
    signs = np.sign((components * model.components_).sum(axis=1))
    assert_allclose(components * signs[:, None], model.components_, rtol=1e-7, atol=1e-9)
    assert_allclose(variances, model.explained_variance_, rtol=1e-9)
    assert_allclose(scores * signs, model.transform(x), rtol=1e-7, atol=1e-9)


def standardize(reference: Names, rng: Rng) -> None:
    train, test = rng.normal(3.0, 2.0, size=(9, 4)), rng.normal(3.0, 2.0, size=(5, 4))
    train[:, 2] = 4.0
    train[rng.random(9) < 0.3, 0] = np.nan
    train[0, 0], test[1, 1] = 1.5, np.nan
    scaler = preprocessing.StandardScaler().fit(train)
    for got, raw in zip(reference["standardize"](train, test), (train, test), strict=True):
        assert_allclose(got, scaler.transform(raw), rtol=1e-9, atol=1e-12)


def leakage_before_split(reference: Names, rng: Rng) -> None:
    x, y, rows = rng.normal(3.0, 2.0, size=(40, 8)), rng.normal(size=40), rng.permutation(40)
    train, test = rows[:24], rows[24:34]
    x[rng.random(x.shape) < 0.2] = np.nan
    x[train[0]] = 1.0
    selection = feature_selection.SelectKBest(lambda x, y: abs(feature_selection.r_regression(x, y)), k=3)
    steps = pipeline.make_pipeline(impute.SimpleImputer(), preprocessing.StandardScaler(), selection)
    steps.fit(x[train], y[train])
    x_train, x_test, kept = reference["prepare"](x, y, train, test, 3)
    assert_array_equal(kept, selection.get_support(indices=True))
    assert_allclose(x_train, steps.transform(x[train]), rtol=1e-9, atol=1e-12)
    assert_allclose(x_test, steps.transform(x[test]), rtol=1e-9, atol=1e-12)


def item_item_cosine(reference: Names, rng: Rng) -> None:
    ratings = np.where(rng.random((7, 6)) < 0.4, rng.integers(1, 6, size=(7, 6)), 0).astype(float)
    ratings[:, 2] = 0.0
    similar = metrics.pairwise.cosine_similarity(ratings.T)
    got = reference["item_scores"](ratings)
    for (user, item), score in np.ndenumerate(got):
        rated = np.flatnonzero(ratings[user])
        weights = similar[item, rated]
        expected = np.average(ratings[user, rated], weights=weights) if weights.sum() else 0.0
        assert_allclose(score, -np.inf if ratings[user, item] else expected, rtol=1e-9)


def transformer_block(reference: Names, rng: Rng) -> None:
    x, heads = rng.normal(size=(2, 5, 6)), 3
    shapes = {"g1": 6, "b1": 6, "g2": 6, "b2": 6, "w1": (6, 4), "c1": 4, "w2": (4, 6), "c2": 6}
    p = {name: rng.normal(size=shape) for name, shape in shapes.items()}
    p |= {name: rng.normal(size=(6, 6)) for name in ("wq", "wk", "wv", "wo")}

    def normed(v: Any, which: str) -> Any:
        spread = np.sqrt(v.var() + 1e-5)
        return p[f"g{which}"] * (v - v.mean()) / spread + p[f"b{which}"]

    got = reference["block"](x, p, heads)
    for sequence, result in zip(x, got, strict=True):
        first = np.array([normed(v, "1") for v in sequence])
        for t, v in enumerate(sequence):
            seen = first[: t + 1]
            mixed = []
            for head in np.split(np.arange(6), heads):
                query = first[t] @ p["wq"][:, head]
                weights = special.softmax(seen @ p["wk"][:, head] @ query / np.sqrt(2))
                mixed.append(weights @ (seen @ p["wv"][:, head]))
            h = v + np.concatenate(mixed) @ p["wo"]
            hidden = normed(h, "2") @ p["w1"] + p["c1"]
            assert_allclose(result[t], h + (hidden * (hidden > 0)) @ p["w2"] + p["c2"], rtol=1e-9, atol=1e-9)


ORACLES: dict[str, Oracle] = {
    "ridge-regression": ridge_regression,
    "logistic-gradient": logistic_gradient,
    "bce-with-logits": bce_with_logits,
    "softmax-cross-entropy": softmax_cross_entropy,
    "linear-layer-backward": linear_layer_backward,
    "batch-norm-forward-backward": batch_norm,
    "adam-step": adam_step,
    "integer-weights": integer_weights,
    "broadcast-n-by-1": broadcast_n_by_1,
    "k-means": k_means,
    "knn-predict": knn_predict,
    "gaussian-naive-bayes": gaussian_naive_bayes,
    "pca": pca,
    "standardize-train-test": standardize,
    "leakage-before-split": leakage_before_split,
    "item-item-cosine": item_item_cosine,
    "transformer-block": transformer_block,
}
