"""A reference and a generator go in; SciPy, scikit-learn or NumPy itself judge what it does with arrays."""

import heapq
import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.testing import assert_allclose, assert_array_equal
from scipy import signal, spatial, special, stats
from sklearn import preprocessing
from sklearn.metrics.pairwise import cosine_similarity

Names = Mapping[str, Any]
Rng = np.random.Generator
Oracle = Callable[[Names, Rng], None]


def stable_softmax(reference: Names, rng: Rng) -> None:
    x = rng.normal(size=(2, 3, 5)) * 10.0 ** rng.integers(0, 4)
    x[0, 1, 2] = -np.inf
    assert_allclose(reference["softmax"](x), special.softmax(x, axis=-1), rtol=1e-10, atol=1e-300)


def logsumexp(reference: Names, rng: Rng) -> None:
    x = rng.normal(size=(3, 4, 5)) * 10.0 ** rng.integers(0, 4)
    x[rng.random(x.shape) < 0.2] = -np.inf
    for axis in (0, 1, 2, -1, -2):
        assert_allclose(reference["logsumexp"](x, axis), special.logsumexp(x, axis=axis), rtol=1e-12)


def pairwise_distances(reference: Names, rng: Rng) -> None:
    a, b = rng.normal(size=(7, 4)), rng.normal(size=(5, 4))
    assert_allclose(reference["distances"](a, b), spatial.distance.cdist(a, b), rtol=1e-7)


def gram_matrix(reference: Names, rng: Rng) -> None:
    x = rng.normal(size=(7, 4)) * 10.0 ** rng.integers(-6, 7, size=(7, 1))
    x[3] = 0.0
    assert_allclose(reference["gram"](x), cosine_similarity(x), rtol=1e-9, atol=1e-12)


def moving_average(reference: Names, rng: Rng) -> None:
    x, window = rng.normal(size=30), int(rng.integers(1, 40))
    sums = signal.lfilter(np.ones(window), [1.0], x)
    expected = sums / np.minimum(np.arange(1, 31), window)
    assert_allclose(reference["moving_average"](x, window), expected, rtol=1e-9, atol=1e-9)


def masked_mean(reference: Names, rng: Rng) -> None:
    x, mask = rng.normal(size=(4, 6, 3)), rng.random((4, 6)) < 0.6
    mask[2] = False
    hidden = np.broadcast_to(~mask[:, :, None], x.shape)
    expected = np.ma.array(x, mask=hidden).mean(axis=1).filled(0.0)
    assert_allclose(reference["masked_mean"](np.where(hidden, np.nan, x), mask), expected, rtol=1e-12)


def one_hot(reference: Names, rng: Rng) -> None:
    labels, classes = rng.integers(6, size=(3, 4)), 6
    encoder = preprocessing.OneHotEncoder(categories=[range(classes)], sparse_output=False)
    expected = encoder.fit_transform(labels.reshape(-1, 1)).reshape(3, 4, classes)
    assert_array_equal(reference["one_hot"](labels, classes), expected)


def top_k_rows(reference: Names, rng: Rng) -> None:
    scores, k = rng.integers(5, size=(6, 20)) * 0.5, int(rng.integers(1, 21))
    values, indices = reference["top_k"](scores, k)
    for row, got, at in zip(scores, values, indices, strict=True):
        best = heapq.nlargest(k, range(20), key=row.__getitem__)  # keeps the order of equal ones
        assert at.tolist() == best
        assert_array_equal(got, row[best])


def layer_norm(reference: Names, rng: Rng) -> None:
    x, gamma, beta = rng.normal(2.0, 3.0, size=(2, 4, 6)), rng.normal(size=6), rng.normal(size=6)
    variance = x.var(axis=-1, keepdims=True)
    for eps in (1e-5, 0.3):
        normal = stats.zscore(x, axis=-1) * np.sqrt(variance / (variance + eps))
        assert_allclose(reference["layer_norm"](x, gamma, beta, eps), gamma * normal + beta, rtol=1e-9)


def conv2d(reference: Names, rng: Rng) -> None:
    x, w, b = rng.normal(size=(2, 3, 7, 8)), rng.normal(size=(4, 3, 2, 3)), rng.normal(size=4)
    stride, padding = int(rng.integers(1, 4)), int(rng.integers(0, 3))
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    maps = [[signal.correlate(image, kernel, mode="valid")[0] for kernel in w] for image in padded]
    expected = np.array(maps)[:, :, ::stride, ::stride] + b[:, None, None]
    assert_allclose(reference["conv2d"](x, w, b, stride, padding), expected, rtol=1e-9, atol=1e-9)


def causal_attention(reference: Names, rng: Rng) -> None:
    queries, keys = int(rng.integers(1, 5)), int(rng.integers(5, 8))
    q, k, v = (rng.normal(size=(2, 3, n, 4)) for n in (queries, keys, keys))
    for causal in (False, True):
        got = reference["attention"](q, k, v, causal)
        for i in range(queries):
            seen = keys - queries + i + 1 if causal else keys
            scores = np.einsum("bhd,bhsd->bhs", q[:, :, i], k[:, :, :seen]) / math.sqrt(4)
            weights = special.softmax(scores, axis=-1)
            assert_allclose(got[:, :, i], np.einsum("bhs,bhsd->bhd", weights, v[:, :, :seen]), rtol=1e-9)


def clip_by_global_norm(reference: Names, rng: Rng) -> None:
    grads = [rng.normal(size=(3, 2)), rng.normal(size=4), np.array(rng.normal())]
    limit = float(rng.uniform(0.5, 6.0))
    clipped, norm = reference["clip_by_global_norm"](grads, limit)
    whole = np.concatenate([g.ravel() for g in grads])
    assert_allclose(norm, spatial.distance.euclidean(whole, np.zeros(len(whole))), rtol=1e-12)
    expected = whole * min(1.0, limit / norm)
    assert_allclose(np.concatenate([g.ravel() for g in clipped]), expected, rtol=1e-12)


def welford(reference: Names, rng: Rng) -> None:
    x = rng.normal(1e4, 2.0, size=(41, 3))
    found = stats.describe(x)
    count, mean, variance = reference["stream_moments"](iter(np.split(x, [1, 8, 9, 30])))
    assert count == found.nobs
    assert_allclose(mean, found.mean, rtol=1e-12)
    assert_allclose(variance, found.variance, rtol=1e-9)


ORACLES: dict[str, Oracle] = {
    "stable-softmax": stable_softmax,
    "logsumexp": logsumexp,
    "pairwise-distances": pairwise_distances,
    "gram-matrix": gram_matrix,
    "moving-average": moving_average,
    "masked-mean": masked_mean,
    "one-hot": one_hot,
    "top-k-rows": top_k_rows,
    "layer-norm": layer_norm,
    "conv2d": conv2d,
    "causal-attention": causal_attention,
    "clip-by-global-norm": clip_by_global_norm,
    "welford": welford,
}
