"""The name of a function in; how many arguments it takes and what it does with their shapes out."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from types import MappingProxyType


class Family(Enum):
    """How the shape of a function's result follows from its arguments."""

    ELEMENTWISE = auto()  # any shape, kept; several arguments broadcast
    COUNTING = auto()  # like elementwise, defined through factorials
    EXTREME = auto()  # several arguments: elementwise; one vector or matrix: its extreme element
    ROWWISE = auto()  # a vector, or each row of a matrix, kept
    REDUCING = auto()  # a vector or matrix to a scalar
    SQUARE_TO_SCALAR = auto()
    SQUARE_TO_SQUARE = auto()
    DIAGONAL = auto()  # a vector to a diagonal matrix, a square matrix to its diagonal
    MAKING = auto()  # dimensions to a vector or matrix
    GIVING = auto()  # stands only in a `given` line of a derivation


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the language: arguments from `least` to `most`, and one sentence for the help page."""

    family: Family
    least: int
    most: int
    help: str


FUNCTIONS: Mapping[str, Function] = MappingProxyType(
    {
        "exp": Function(Family.ELEMENTWISE, 1, 1, "e to the power of x"),
        "log": Function(Family.ELEMENTWISE, 1, 1, "natural logarithm"),
        "ln": Function(Family.ELEMENTWISE, 1, 1, "natural logarithm"),
        "log2": Function(Family.ELEMENTWISE, 1, 1, "logarithm to base 2"),
        "log10": Function(Family.ELEMENTWISE, 1, 1, "logarithm to base 10"),
        "sqrt": Function(Family.ELEMENTWISE, 1, 1, "square root"),
        "abs": Function(Family.ELEMENTWISE, 1, 1, "absolute value, also |x|"),
        "sign": Function(Family.ELEMENTWISE, 1, 1, "-1, 0 or 1"),
        "max": Function(Family.EXTREME, 1, 9, "largest argument, or largest element of one vector"),
        "min": Function(Family.EXTREME, 1, 9, "smallest argument, or smallest element of one vector"),
        "sin": Function(Family.ELEMENTWISE, 1, 1, "sine"),
        "cos": Function(Family.ELEMENTWISE, 1, 1, "cosine"),
        "tanh": Function(Family.ELEMENTWISE, 1, 1, "hyperbolic tangent"),
        "sigmoid": Function(Family.ELEMENTWISE, 1, 1, "1/(1 + exp(-x))"),
        "relu": Function(Family.ELEMENTWISE, 1, 1, "max(x, 0)"),
        "step": Function(Family.ELEMENTWISE, 1, 1, "1 where x > 0, else 0"),
        "softplus": Function(Family.ELEMENTWISE, 1, 1, "log(1 + exp(x))"),
        "softmax": Function(Family.ROWWISE, 1, 1, "exp(x)/sumall(exp(x)) of a vector, or of each row"),
        "logsumexp": Function(Family.REDUCING, 1, 1, "log(sumall(exp(x)))"),
        "erf": Function(Family.ELEMENTWISE, 1, 1, "error function"),
        "gamma": Function(Family.COUNTING, 1, 1, "gamma function"),
        "factorial": Function(Family.COUNTING, 1, 1, "x!, also written so"),
        "binom": Function(Family.COUNTING, 2, 2, "binomial coefficient"),
        "norm": Function(
            Family.REDUCING, 1, 2, "Euclidean norm, also ||x||; norm(x, 1) and norm(x, inf) too"
        ),
        "tr": Function(Family.SQUARE_TO_SCALAR, 1, 1, "trace"),
        "det": Function(Family.SQUARE_TO_SCALAR, 1, 1, "determinant"),
        "logdet": Function(Family.SQUARE_TO_SCALAR, 1, 1, "logarithm of a positive determinant"),
        "inv": Function(Family.SQUARE_TO_SQUARE, 1, 1, "inverse"),
        "diag": Function(Family.DIAGONAL, 1, 1, "diagonal matrix of a vector, or diagonal of a matrix"),
        "mean": Function(Family.REDUCING, 1, 1, "mean of all elements"),
        "sumall": Function(Family.REDUCING, 1, 1, "sum of all elements"),
        "eye": Function(Family.MAKING, 1, 1, "identity matrix eye(n)"),
        "ones": Function(Family.MAKING, 1, 2, "ones(n) or ones(n, d)"),
        "zeros": Function(Family.MAKING, 1, 2, "zeros(n) or zeros(n, d)"),
        "argmax": Function(Family.REDUCING, 1, 1, "index, from 1, of the largest element"),
        "eigpair": Function(Family.GIVING, 1, 1, "given l, v = eigpair(S): S v = l v, of a symmetric S"),
    }
)

# The words that build nodes of their own; they are no functions but read like them.
BINDERS = frozenset({"sum", "prod", "grad", "jac"})
BRACKETED = frozenset({"E", "Var", "P"})
CONSTANTS = frozenset({"pi", "e", "inf"})

# Ordinary symbols of the field that a declaration may take over.
SHADOWABLE = frozenset({"e", "gamma", "step", "mean"})
RESERVED = (frozenset(FUNCTIONS) | BINDERS | BRACKETED | CONSTANTS) - SHADOWABLE

# What other languages call the same thing.
OTHER_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "trace": "tr", "Tr": "tr", "transpose": "'", "inverse": "inv", "I": "eye(n)", "identity": "eye(n)",
        "tan": "sin(x)/cos(x)", "ReLU": "relu", "sgn": "sign", "logistic": "sigmoid", "expit": "sigmoid",
        "sinh": "(exp(x) - exp(-x))/2", "cosh": "(exp(x) + exp(-x))/2",
        "np": "plain functions, without np.", "math": "plain functions, without math.",
        "Sum": "sum(e, i)", "choose": "binom(n, k)", "comb": "binom",
        "log1p": "log(1 + x)", "expm1": "exp(x) - 1", "diff": "grad(f, x)", "derivative": "grad(f, x)",
        "Cov": "E[x y] - E[x] E[y]", "var": "Var[x]", "Pr": "P[event]", "infinity": "inf", "oo": "inf",
        "product": "prod(e, i)", "determinant": "det",
    }
)  # fmt: skip
