"""Texts of cards with checked math, for the tests of commands."""

FRONT = "title: Math\ndomain: math\ntopic: calculus\ntier: core\n"
OLS = """\
let X: [n,d] tall; y: [n]; w: [d]
def L = ||X w - y||^2
L = (X w - y)'(X w - y)               | norm as an inner product
 = w'X'X w - 2 w'X'y + y'y            | expand
grad(L, w) = 2 X'X w - 2 X'y          | gradient of a quadratic form      [goal: no grad]
solve grad(L, w) = 0 : X'X w = X'y    | set to zero
solve X'X w = X'y : w = inv(X'X) X'y  | X has full column rank            [uses: tall]
"""
LOGISTIC = """\
let z; y: binary
def L = softplus(z) - y z
grad(L, z) = sigmoid(z) - y           | the derivative of softplus is the sigmoid   [goal: no grad]
 = 1/(1 + exp(-z)) - y                | written out
"""
KL = """\
let m; s: positive
def D = (m^2 + s^2 - 1)/2 - log(s)
grad(D, m) = m                        | the mean enters as a square   [goal: no grad]
grad(D, s) = s - 1/s                  | and the deviation through its logarithm   [goal: no grad]
"""


def derivation(heading: str, card_id: str, block: str) -> str:
    return f"## {heading} {{#{card_id}}}\n\n```derivation\n{block}```"


def answer(heading: str, card_id: str, block: str) -> str:
    return f"## {heading} {{#{card_id}}}\n\n```answer\n{block}\n```"
