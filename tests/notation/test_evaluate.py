import numpy as np
import pytest

from studybuddy.notation.declarations import parse_declarations
from studybuddy.notation.errors import UnsettledError
from studybuddy.notation.evaluate import evaluate
from studybuddy.notation.parser import parse
from studybuddy.notation.points import Points, Value
from studybuddy.notation.sample import sample_points

# Values to compare with were computed by hand or are in tables.
CONSTANTS = [
    ("2 + 3*4", 14), ("2^3^2", 512), ("-2^2", -4), ("7!", 5040), ("binom(5, 2)", 10), ("exp(0)", 1),
    ("log(e)", 1), ("log2(8)", 3), ("log10(1000)", 3), ("sqrt(16)", 4), ("sign(-3)", -1), ("|-3|", 3),
    ("max(1, 5, 3)", 5), ("min([4; 2; 3])", 2), ("tanh(0)", 0), ("sigmoid(0)", 0.5), ("relu(-2)", 0),
    ("step(3)", 1), ("softplus(0)", 0.6931471805599453), ("erf(1)", 0.8427007929497149), ("gamma(5)", 24),
    ("norm([3; 4])", 5), ("norm([3; -4], 1)", 7), ("norm([3; -4], inf)", 4), ("tr([1, 2; 3, 4])", 5),
    ("det([1, 2; 3, 4])", -2), ("logdet([2, 0; 0, 3])", 1.791759469228055), ("mean([1; 2; 6])", 3),
    ("sumall([1, 2; 3, 4])", 10), ("argmax([3; 9; 4])", 2), ("logsumexp([0; 0])", 0.6931471805599453),
    ("[1, 2; 3, 4] [1; 1]", [3, 7]), ("[1; 2]'[3; 4]", 11), ("inv([2, 0; 0, 4])", [[0.5, 0], [0, 0.25]]),
    ("diag([1; 2])", [[1, 0], [0, 2]]), ("diag([1, 2; 3, 4])", [1, 4]), ("eye(2)", [[1, 0], [0, 1]]),
    ("softmax([0; 0])", [0.5, 0.5]), ("[1, 2; 3, 4]^2", [[7, 10], [15, 22]]),
    ("[2, 0; 0, 4]^-1", [[0.5, 0], [0, 0.25]]),
    ("sum(k^2, k=1..3)", 14), ("prod(k, k=1..5)", 120), ("sum(sum(j k, j=1..k), k=1..3)", 25),
    ("sum(k, k=3..1)", 0),
    ("(2 > 1)*3", 3), ("(-8)^2", 64), ("sum(1/2^k, k=1..inf)", 1), ("cos(0)", 1), ("([5; 6; 7])[2]", 6),
]  # fmt: skip


def at_one_point(text: str, let: str, **values: float) -> np.ndarray:
    known = parse_declarations(let)
    points = sample_points(known, 1)[0]
    fixed = {name: Value(np.full((points.count, 1), value), 0) for name, value in values.items()}
    return np.asarray(evaluate(parse(text, known), points.with_values(fixed)).array)


@pytest.mark.parametrize(("text", "value"), CONSTANTS)
def test_the_functions_have_their_values(text: str, value: object) -> None:
    known = parse_declarations("")
    found = evaluate(parse(text, known), sample_points(known, 1)[0]).array
    assert np.allclose(found, value, rtol=1e-13, atol=1e-15)


@pytest.mark.parametrize(
    ("text", "x", "slope"),
    [
        ("x^3", 2.0, 12.0), ("x^3", -2.0, 12.0), ("exp(2x)", 0.0, 2.0), ("log(x)", 4.0, 0.25),
        ("|x|", -3.0, -1.0),
        ("relu(x)", 2.0, 1.0), ("sqrt(x)", 4.0, 0.25), ("gamma(x)", 1.0, -0.5772156649015329),
        ("erf(x)", 0.0, 1.1283791670955126),
        ("sigmoid(x)", 0.0, 0.25), ("max(x, 1)", 3.0, 1.0), ("1/x", 2.0, -0.25), ("x^-2", -1.0, 2.0),
        ("2^x", 3.0, 5.545177444479562),
        ("softplus(x)", 0.0, 0.5), ("tanh(x)", 0.0, 1.0), ("sin(x) cos(x)", 0.0, 1.0),
        ("norm([x; 4])", 3.0, 0.6),
        ("det([x, 1; 1, x])", 3.0, 6.0), ("logsumexp([x; 0])", 0.0, 0.5),
        ("log10(x)", 1.0, 0.4342944819032518),
        ("tr(inv([x, 0; 0, x]))", 2.0, -0.5), ("logdet([x, 0; 0, x])", 2.0, 1.0),
    ],
)  # fmt: skip
def test_derivatives_are_exact_to_rounding(text: str, x: float, slope: float) -> None:
    assert np.allclose(at_one_point(f"grad({text}, x)", "x", x=x), slope, rtol=1e-12)


def test_derivatives_of_derivatives_are_good_to_ten_digits() -> None:
    found = at_one_point("grad(grad(grad(x^5, x), x), x)", "x", x=1.5)
    assert np.allclose(found, 60 * 1.5**2, rtol=1e-7)
    assert np.allclose(at_one_point("grad(grad(exp(x), x), x)", "x", x=0.5), np.exp(0.5), rtol=1e-10)


def points_of(let: str, seed: int) -> tuple[Points, ...]:
    return sample_points(parse_declarations(let), seed)


@pytest.mark.parametrize("seed", range(6))
def test_dimensions_are_unequal_and_tall_is_tall(seed: int) -> None:
    for points in points_of("X: [n,d] tall; Y: [d,k]", seed):
        assert len(set(points.sizes.values())) == 3
        assert points.sizes["n"] > points.sizes["d"]


@pytest.mark.parametrize("seed", range(4))
def test_values_satisfy_their_assumptions(seed: int) -> None:
    let = (
        "a: positive; p: prob; s: [n] simplex; o: [n] onehot; u: [n] unit; b: [n] binary; i: integer; "
        "S: [n,n] spd; M: [n,n] symmetric; Q: [n,n] orthogonal; V: [n,n] invertible; k: integer positive"
    )
    for points in points_of(let, seed):
        value = {name: each.array[:, 0] for name, each in points.values.items()}
        assert (value["a"] > 0).all()
        assert ((value["p"] > 0) & (value["p"] < 1)).all()
        assert np.allclose(value["s"].sum(axis=-1), 1)
        assert (value["s"] > 0).all()
        assert (np.sort(value["o"], axis=-1)[:, -1] == 1).all()
        assert (value["o"].sum(axis=-1) == 1).all()
        assert np.allclose(np.linalg.norm(value["u"], axis=-1), 1)
        assert np.isin(value["b"], [0, 1]).all()
        assert (value["i"] == np.round(value["i"])).all()
        assert (value["k"] >= 1).all()
        assert (np.linalg.eigvalsh(value["S"]) > 0).all()
        assert (value["M"] == np.swapaxes(value["M"], -1, -2)).all()
        assert np.allclose(value["Q"] @ np.swapaxes(value["Q"], -1, -2), np.eye(points.sizes["n"]))
        assert (np.linalg.cond(value["V"]) < 100).all()


@pytest.mark.parametrize("seed", range(4))
def test_outcomes_have_probabilities_and_zero_means_where_asked(seed: int) -> None:
    for points in points_of("x: rv; u: rv zeromean independent; v: [n] rv zeromean iid", seed):
        assert np.allclose(points.weights.sum(axis=1), 1)
        assert np.allclose((points.values["u"].array * points.weights).sum(axis=1), 0)
        assert np.allclose((points.values["v"].array * points.weights[..., None]).sum(axis=1), 0)
    normal = points_of("x: rv; z ~ normal(0, 1)", seed)[0]
    assert np.allclose((normal.noise["z"].array ** 2 * normal.weights).sum(axis=1), 1)


def test_points_are_at_mixed_scales_and_the_same_for_the_same_seed() -> None:
    points, again = points_of("x", 3)[0], points_of("x", 3)[0]
    assert (points.values["x"].array == again.values["x"].array).all()
    assert points.far.any()
    assert not points.far.all()
    assert points.count == 8


@pytest.mark.parametrize(
    "text", ["inv(A - A)", "log(-1)", "sqrt(-1)", "(-1)^0.5", "factorial(0.5)", "logdet(-eye(3))"]
)
def test_outside_its_domain_a_function_is_undefined(text: str) -> None:
    known = parse_declarations("A: [n,n]")
    assert np.isnan(evaluate(parse(text, known), sample_points(known, 1)[0]).array).all()


def test_a_sum_too_long_is_refused_before_it_starts() -> None:
    known = parse_declarations("x")
    with pytest.raises(UnsettledError, match="10000000 terms"):
        evaluate(parse("sum(x, k=1..10^7)", known), sample_points(known, 1)[0])
