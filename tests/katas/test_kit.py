"""What each function of the kit accepts and refuses, run in this process."""

from pathlib import Path

import numpy as np
import pytest

from studybuddy.katas import running
from studybuddy.katas.chance import normal_quantile, threshold
from studybuddy.katas.kata import Block
from studybuddy.katas.kit import read_checks
from studybuddy.katas.learner import Servant
from studybuddy.katas.outcome import BrokenKataError, Session
from studybuddy.katas.subject import Subject
from studybuddy.katas.tensors import Tensors

PATH = "katas/some.md"


def kinds(check: str, reference: str, solution: str, seed: int = 1) -> list[str]:
    checks = read_checks(Block(check, 1), "f", PATH)
    right = running.local(Block(reference, 1), "f", PATH)
    subject = Subject(Servant().serve, "f")
    assert running.load(subject, Block(solution, 1), PATH) is None
    session = Session(subject, right, seed, solution)
    return [finding.outcome.kind for finding in running.run(checks, session, PATH, lambda _: None)]


def test_lists_arrive_as_float_arrays_unless_raw() -> None:
    told = "def f(x):\n    return type(x).__name__\n"
    assert kinds("case('a', [1, 2])", "def f(x): return 'ndarray'", told) == ["ok"]
    assert kinds("case('a', [1, 2], raw=True)", "def f(x): return 'list'", told) == ["ok"]
    assert kinds("case('a', lambda t: [[1, 2], [3, 4]])", "def f(x): return 'ndarray'", told) == ["ok"]
    assert kinds("case('a', lambda t: [1, 2], raw=True)", "def f(x): return 'list'", told) == ["ok"]
    assert kinds("case('a', lambda t: ['to', 'be'])", "def f(x): return 'list'", told) == ["ok"]


def test_a_changed_input_is_seen_though_the_value_is_right() -> None:
    double, sly = "def f(x): return x * 2", "def f(x):\n    x *= 2\n    return x.copy()\n"
    assert kinds("case('a', [1.0])", double, sly) == ["mutated"]
    assert kinds("case('a', [1.0], may_mutate=True)", double, sly) == ["ok"]
    sort = "def f(x):\n    x.sort()\n    return x\n"
    assert kinds("case('a', [3, 1], raw=True)", "def f(x): return sorted(x)", sort) == ["mutated"]


def test_an_input_handed_back_is_seen_however_deep() -> None:
    check = "fresh('a', lambda t: ([t.normal(3), t.normal(2, 2)],))"
    reference = "def f(x): return [each.copy() for each in x], 1.0"
    assert kinds(check, reference, reference) == ["ok"]
    assert kinds(check, reference, "def f(x): return x, 1.0") == ["shared"]
    assert kinds(check, reference, "def f(x): return {'a': (x[0].copy(), x[1].T)}") == ["shared"]
    assert kinds(check, reference, "def f(x): return 1 / 0") == ["raised ZeroDivisionError"]


def test_keyword_arguments_and_other_functions_are_called() -> None:
    code = "def f(x, k=1): return x * k\ndef g(x): return x + 1\n"
    assert kinds("case('a', [1.0], kwargs={'k': 3})\ncase('b', [1.0], entry='g')", code, code) == ["ok", "ok"]


def test_a_law_sees_the_values_of_the_cases_before_it() -> None:
    check = "case('a', [1.0, 3.0])\nlaw('sums to 1', lambda y: y.sum(), 1.0)\n"
    assert kinds(check, "def f(x): return x / x.sum()", "def f(x): return x") == ["values", "law"]


def test_a_law_does_not_see_the_values_of_the_cases_below_it() -> None:
    check = "case('a', [0.5])\nlaw('sums to 1', lambda y: y.sum(), 1.0)\ncase('b', [7.0], entry='g')\n"
    both = "def f(x): return x / x.sum()\ndef g(x): return x\n"
    assert kinds(check, both, both) == ["ok", "ok", "ok"]


def test_a_law_may_look_at_the_inputs_and_make_its_own_calls() -> None:
    check = "law('no smaller', lambda y, x: (y >= x).all(), True, lambda t: t.normal('N'), times=3)"
    assert kinds(check, "def f(x): return x", "def f(x): return abs(x)") == ["ok"]
    assert kinds(check, "def f(x): return x", "def f(x): return -abs(x) - 1") == ["law"]


def test_a_law_that_cannot_be_evaluated_fails() -> None:
    check = "law('sums', lambda y: y.sum(), 1.0, [1.0])"
    assert kinds(check, "def f(x): return x", "def f(x): return None") == ["law"]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("raise ValueError", "ok"),
        ("raise UnicodeError", "ok"),
        ("return 0", "no exception"),
        ("raise KeyError", "raised KeyError"),
    ],
)
def test_raises_takes_the_kind_and_its_children(body: str, kind: str) -> None:
    assert kinds("raises('a', ValueError, [1.0])", "def f(x): return 0", f"def f(x):\n    {body}\n") == [kind]


FORWARD = "import numpy as np\ndef f(x): return np.sin(x) * x.sum(), x\n"
BACKWARD = "def b(g, x): return g * np.cos(x) * x.sum() + (g * np.sin(x)).sum()\n"
GRADCHECK = "gradcheck('a', lambda t: t.normal('A', 'B'), backward='b')"


def test_gradcheck_accepts_a_right_backward_pass() -> None:
    assert kinds(GRADCHECK, FORWARD + BACKWARD, FORWARD + BACKWARD) == ["ok"]


@pytest.mark.parametrize(
    "wrong",
    [
        "def b(g, x): return g * np.cos(x) * x.sum()\n",
        "def b(g, x): return -(g * np.cos(x) * x.sum() + (g * np.sin(x)).sum())\n",
        "def b(g, x): return (g * np.cos(x) * x.sum() + (g * np.sin(x)).sum()).T\n",
        "def b(g, x): return 0\n",
    ],
)
def test_gradcheck_refuses_a_wrong_backward_pass(wrong: str) -> None:
    assert kinds(GRADCHECK, FORWARD + BACKWARD, FORWARD + wrong) == ["gradient"]


def test_gradcheck_refuses_a_pair_that_only_agrees_with_itself() -> None:
    other = "def f(x): return x * 2, x\ndef b(g, x): return g * 2\n"
    assert kinds(GRADCHECK, FORWARD + BACKWARD, other) == ["gradient"]


def test_gradcheck_sees_a_backward_pass_that_writes_into_its_gradient_but_not_into_its_cache() -> None:
    with_cache = "def f(x): return x * 2, x.copy()\ndef b(g, c):\n    {}\n    return g * 2\n"
    right = with_cache.format("pass")
    assert kinds(GRADCHECK, right, with_cache.format("c *= 0")) == ["ok"]
    sly = "def f(x): return x * 2, x.copy()\ndef b(g, c):\n    g *= 2\n    return g\n"
    assert kinds(GRADCHECK, right, sly) == ["mutated"]
    without = "def f(x): return x * 2\ndef b(g, x):\n    x *= 0\n    return g * 2\n"
    assert kinds(GRADCHECK, right, without) == ["mutated"]


def test_gradcheck_of_value_and_gradient_together() -> None:
    check = "gradcheck('a', lambda t: t.normal('N'))"
    right = "def f(x): return (x ** 2).sum(), 2 * x\n"
    assert kinds(check, right, right) == ["ok"]
    assert kinds(check, right, "def f(x): return (x ** 2).sum(), x\n") == ["gradient"]
    assert kinds(check, right, "def f(x): return (x ** 2).sum()\n") == ["raised ValueError"]


VECTORIZED = "vectorized('a', lambda t: t.normal('B', 'K'), over='B')"
ROW_SUMS = "def f(x): return x.sum(axis=1)\n"


@pytest.mark.parametrize(
    ("solution", "kind"),
    [
        ("import numpy as np\ndef f(x): return np.einsum('bk->b', x)\n", "ok"),
        ("import numpy as np\ndef f(x): return np.array([row.sum() for row in x])\n", "loop"),
        ("import numpy as np\ng = lambda r: r.sum()\ndef f(x): return np.array([g(r) for r in x])\n", "loop"),
        ("import numpy as np\ndef f(x): return np.array(list(map(sum, x)))\n", "refused"),
        ("import numpy as np\ndef f(x): return np.apply_along_axis(sum, 1, x)\n", "refused"),
        ("import numpy as np\ndef f(x): return np.vectorize(abs)(x).sum(1)\n", "refused"),
        ("import numpy as np\ndef f(x): return np.add.reduce(x, axis=1)\n", "ok"),
        ("import numpy as np\ndef f(x): return np.add.accumulate(x, axis=1)[:, -1]\n", "ok"),
        ("from numpy import add\ndef f(x): return add.reduce(x, axis=1)\n", "ok"),
        ("def f(x):\n    'map'\n    return {'filter': x.sum(1)}['filter']\n", "ok"),
        ("import functools as t\ndef f(x): return t.reduce(lambda a, b: a + b, x.T)\n", "refused"),
        ("from functools import reduce\ndef f(x): return reduce(lambda a, b: a + b, x.T)\n", "refused"),
        ("from itertools import *\ndef f(x): return x.sum(1)\n", "refused"),
        ("from functools import partial\ndef f(x): return partial(x.sum, axis=1)()\n", "ok"),
        ("import sys\nsys.settrace(None)\ndef f(x): return x.sum(1)\n", "refused"),
        ("def f(x): return getattr(x, 'sum')(1)\n", "refused"),
        ("import numpy as np\ndef f(x): return np.array([sum(r) for r in x.tolist()])\n", "refused"),
        ("def f(x): return x.sum(0)\n", "shape"),
    ],
)  # fmt: skip
def test_vectorized_tells_loops_from_array_code(solution: str, kind: str) -> None:
    assert kinds(VECTORIZED, ROW_SUMS, solution) == [kind]


COUNTED_BACK = "vectorized('a', lambda t: t.normal('B', 2), over='B', entry='back', forward='f')"
SQUARES = "def f(x): return x ** 2, {'x': x}\ndef back(grad, cache): return 2 * grad * cache['x']\n"


@pytest.mark.parametrize(
    ("solution", "kind"),
    [
        (SQUARES, "ok"),
        ("def f(x): return x ** 2\ndef back(grad, x): return 2 * grad * x\n", "ok"),
        (SQUARES.replace("cache['x']", "[row for row in cache['x']]"), "loop"),
        ("def f(x): return x ** 2, [r for r in x]\ndef back(grad, x): return 2 * grad * x\n", "ok"),
        (SQUARES.replace("2 * grad", "grad"), "values"),
        (SQUARES.replace("return x ** 2", "return 1 / 0"), "raised ZeroDivisionError"),
        (SQUARES.replace("x ** 2", "'x'"), "raised ValueError"),
    ],
)
def test_vectorized_counts_in_a_backward_pass_alone(solution: str, kind: str) -> None:
    assert kinds(COUNTED_BACK, SQUARES, solution) == [kind]


def test_peak_memory_tells_streaming_from_collecting() -> None:
    check = "peak_memory('a', lambda t: t.chunks(t.normal(20000, 4), 100), mib=0.2)"
    streaming = "def f(chunks):\n    s = 0.0\n    for c in chunks: s += c.sum()\n    return s\n"
    collecting = "import numpy as np\ndef f(chunks): return np.concatenate(list(chunks)).sum()\n"
    hoarding = "def f(chunks): return sum(c.sum() for c in list(chunks))\n"
    assert kinds(check, streaming, streaming) == ["ok"]
    assert kinds(check, streaming, collecting) == ["peak memory"]
    assert kinds(check, streaming, hoarding) == ["peak memory"]


COIN = "statistical('a', lambda t: (0.3, t.generator()), statistic=float, {})"
TOSS = "def f(p, rng): return rng.random() < p\n"


@pytest.mark.parametrize("expected", ["mean=0.3", "runs=400"])
def test_statistical_tells_a_biased_coin(expected: str) -> None:
    check = COIN.format(expected)
    assert kinds(check, TOSS, TOSS) == ["ok"]
    assert kinds(check, TOSS, "def f(p, rng): return rng.random() > p\n") == ["statistic"]


def test_statistical_refuses_right_code_no_more_often_than_it_says() -> None:
    check = COIN.format("mean=0.3, runs=60, false_alarm=0.02")
    refusals = sum(kinds(check, TOSS, TOSS, seed) == ["statistic"] for seed in range(150))
    assert refusals <= 12  # 3 expected; more than 12 has probability 1e-5


@pytest.mark.parametrize("known", ["mean=0.01", "false_alarm=1e-6"])
def test_a_rare_success_is_tested_exactly(known: str) -> None:
    check = f"statistical('a', lambda t: (0.01, t.generator()), statistic=float, runs=60, {known})"
    assert [kinds(check, TOSS, TOSS, seed) for seed in range(30)] == [["ok"]] * 30
    assert kinds(check, TOSS, "def f(p, rng): return rng.random() < 0.5\n") == ["statistic"]


def test_a_certain_event_may_not_fail_once() -> None:
    check = "statistical('a', lambda t: t.generator(), statistic=lambda y: [y, not y], mean=[1, 0])"
    assert kinds(check, "def f(rng): return True", "def f(rng): return rng.random() < 0.99") == ["statistic"]
    assert kinds(check, "def f(rng): return True", "def f(rng): return True") == ["ok"]


def test_quantiles_are_those_of_the_tables() -> None:
    assert normal_quantile(0.025) == pytest.approx(1.959964, abs=1e-6)
    assert threshold(0.05, 1, 31) == pytest.approx(2.0423, abs=2e-3)
    assert threshold(0.05, 10, 10**9) == pytest.approx(2.807034, abs=1e-5)


COUNTER = """
class f:
    def __init__(self, n):
        self.n = n

    def add(self, k):
        self.n += k
        return self.n

    def __add__(self, other):
        return f(self.n + other.n)
"""


def test_scenario_acts_with_objects_attributes_and_operators() -> None:
    check = "scenario('a', lambda f, t: (f(1).add(2), (f(1) + f(4)).n, f(t.integers(high=9)).n))"
    assert kinds(check, COUNTER, COUNTER) == ["ok"]
    assert kinds(check, COUNTER, COUNTER.replace("+= k", "-= k")) == ["values"]
    assert kinds(check, COUNTER, COUNTER.replace("def add", "def plus")) == ["raised AttributeError"]
    assert kinds(check, COUNTER, "def f(n): return n\n") == ["structure"]


def test_a_scenario_may_act_with_another_function() -> None:
    check = "scenario('a', lambda g, t: g(2) + g(3), entry='g')"
    code = "def f(x): return x\ndef g(x): return x * x\n"
    assert kinds(check, code, code) == ["ok"]
    assert kinds(check, code, code.replace("x * x", "x")) == ["values"]


def test_many_calls_of_a_method_are_as_one_by_one() -> None:
    one_by_one = "[c.add(k) for k in (1, 2, 3)]"
    for calls in (one_by_one, "call_each(c.add, (1, 2, 3))"):
        check = f"def play(f, t):\n    c = f(1)\n    return {calls}, c.n\nscenario('a', play)"
        assert kinds(check, COUNTER, COUNTER) == ["ok"]
        assert kinds(check, COUNTER, COUNTER.replace("+= k", "-= k")) == ["values"]
    for calls in ("[k in c for k in (1, 2, 3)]", "call_each(c.__contains__, (1, 2, 3))"):
        check = f"def play(f, t):\n    c = f(2)\n    return {calls}\nscenario('a', play)"
        holds = COUNTER + "    def __contains__(self, k):\n        return [k] if self.n == k else []\n"
        assert kinds(check, holds, holds.replace("[k] if", "k if")) == ["ok"]
        assert kinds(check, holds, holds.replace("self.n ==", "self.n !=")) == ["values"]
    failing = "scenario('a', lambda f, t: call_each(f(1).add, [0, 'x', 1]))"
    assert kinds(failing, COUNTER.replace("+= k", "= k"), COUNTER) == ["raised TypeError"]


def test_a_method_can_be_handed_over() -> None:
    code = COUNTER + "    def twice(self, call):\n        return call(call(1))\n"
    play = "def play(f, t):\n    c = f(1)\n    return c.add(0), c.add(1), f(1).twice(c.add), c.n\n"
    check = play + "scenario('a', play)"
    assert kinds(check, code, code) == ["ok"]
    assert kinds(check, code, code.replace("call(call(1))", "call(1)")) == ["values"]


def test_many_calls_of_a_plain_function_are_made_here() -> None:
    assert kinds("scenario('a', lambda f, t: call_each(abs, [f(-1).n]))", COUNTER, COUNTER) == ["ok"]


def test_a_generator_is_compared_item_by_item() -> None:
    right = "def f(x):\n    for i in range(0, len(x), 2): yield x[i:i + 2]\n"
    assert kinds("case('a', [1.0, 2.0, 3.0])", right, right) == ["ok"]
    assert kinds("case('a', [1.0, 2.0, 3.0])", right, right.replace("+ 2", "+ 1")) == ["shape"]


def test_functions_arrive_as_functions() -> None:
    code = "def f(g, x): return g(x) + 1\n"
    assert kinds("case('a', function('lambda x: np.sin(x)'), 2.0)", code, code) == ["ok"]


@pytest.mark.parametrize(
    ("check", "words"),
    [
        ("", "no case"),
        ("statistical('a', lambda t: 1, statistic=float, runs=5)", "at least 30 runs"),
        ("case('a')\ncase('a')", "katas/some.md:2"),
        ("x = 1 / 0", "katas/some.md:1: ZeroDivisionError"),
    ],
)
def test_a_wrong_check_block_is_named(check: str, words: str) -> None:
    with pytest.raises(BrokenKataError, match=words):
        read_checks(Block(check, 1), "f", PATH)


def test_named_sizes_differ_and_stay() -> None:
    for seed in range(50):
        t = Tensors((seed,))
        a = t.normal("A", "B", "C")
        assert len(set(a.shape)) == 3
        assert t.normal("C", "A").shape == (a.shape[2], a.shape[0])
        assert min(a.shape) >= 2


def test_draws_are_what_they_say() -> None:
    t = Tensors((7,))
    spd = t.positive_definite("D")
    assert np.allclose(spd, spd.T)
    assert np.linalg.eigvalsh(spd).min() > 0
    q = t.orthogonal("D")
    assert np.allclose(q @ q.T, np.eye(len(q)))
    assert np.allclose(t.probabilities("N", "K").sum(-1), 1)
    assert sorted(t.permutation("N").tolist()) == list(range(t.size("N")))
    assert t.integers("N", high="K").max() < t.size("K")
    assert isinstance(t.integers(high=3), int)
    assert all(0 < len(word) <= 6 for word in t.words(5))


def test_nine_named_sizes_are_too_many() -> None:
    t = Tensors((1,))
    with pytest.raises(ValueError, match="at most 8"):
        t.normal(*"ABCDEFGHI")


def test_names_of_the_kit_are_documented() -> None:
    from studybuddy.katas.kit import Kit

    undocumented = [name for name, each in Kit("f").names().items() if name != "np" and not each.__doc__]
    assert undocumented == []


def test_the_page_for_authors_names_all_that_a_kata_may_hold() -> None:
    from studybuddy.katas.kit import Kit
    from studybuddy.kinds.kata_blocks import ROLES
    from studybuddy.kinds.kata_limits import _BOUNDS, PACKAGES

    page = Path(running.__file__).with_name("AUTHORS.md").read_text(encoding="utf-8")
    wanted = [f"python {role}" for role in ROLES] + [f"`{key}=" for key in ("entry", "requires", *_BOUNDS)]
    wanted += [*PACKAGES, "`### Hint`", "`### Follow-ups`", *(set(Kit("f").names()) - {"np"})]
    assert [word for word in wanted if word not in page] == []
