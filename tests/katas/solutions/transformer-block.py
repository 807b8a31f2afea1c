import numpy as np


def _norm(v, g, b):
    return (v - np.mean(v, -1, keepdims=True)) / np.sqrt(np.var(v, -1, keepdims=True) + 1e-5) * g + b


def _softmax(s):
    e = np.exp(s - np.max(s, -1, keepdims=True))
    return e / np.sum(e, -1, keepdims=True)


def _attention(v, p, heads):
    b, t, d = v.shape
    size = d // heads

    def to_heads(m):
        return np.transpose((v @ m).reshape(b, t, heads, size), (0, 2, 1, 3))

    q, k, values = to_heads(p["wq"]), to_heads(p["wk"]), to_heads(p["wv"])
    scores = np.matmul(q, np.transpose(k, (0, 1, 3, 2))) / np.sqrt(size)
    allowed = np.arange(t)[None, :] <= np.arange(t)[:, None]
    out = np.matmul(_softmax(np.where(allowed, scores, -np.inf)), values)
    return np.transpose(out, (0, 2, 1, 3)).reshape(b, t, d) @ p["wo"]


def block(x, p, heads):
    h = x + _attention(_norm(x, p["g1"], p["b1"]), p, heads)
    inner = _norm(h, p["g2"], p["b2"]) @ p["w1"] + p["c1"]
    return h + np.maximum(inner, 0) @ p["w2"] + p["c2"]
