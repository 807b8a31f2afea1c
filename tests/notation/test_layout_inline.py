import pytest

from studybuddy.notation.inline import render_inline


@pytest.mark.parametrize(
    ("latex", "line"),
    [
        (r"\frac{1}{1+e^{-z}}", "1/(1 + e⁻ᶻ)"),
        (r"\frac{a+b}{2}", "(a + b)/2"),
        (r"\frac{1}{2}x", "(1/2)x"),
        (r"2\frac{1}{3}", "2(1/3)"),
        (r"\frac{1}{xy}", "1/(xy)"),
        (r"\frac{1}{2h}", "1/(2h)"),
        (r"\frac{\frac{a}{b}}{c}", "(a/b)/c"),
        (r"\frac{a}{\frac{b}{c}}", "a/(b/c)"),
        (r"\frac{a}{b} - \frac{c}{d}", "a/b − c/d"),
        (r"\frac{a}{b} \cdot \frac{c}{d}", "(a/b) · (c/d)"),
        (r"{\frac{a}{b}}^2", "(a/b)²"),
        (r"\sum_i \frac{a_i}{b}", "∑ᵢ (aᵢ/b)"),
        (r"\log\frac{p}{q}", "log(p/q)"),
        (r"\frac{\log x}{\log y}", "(log x)/(log y)"),
        (r"\frac{x!}{y!}", "(x!)/(y!)"),
        (r"-\frac{G}{H + \lambda}", "−G/(H + λ)"),
        (r"\frac{\partial L}{\partial a}\frac{\partial a}{\partial w}", "(∂L/∂a)(∂a/∂w)"),
    ],
)
def test_a_flattened_fraction_keeps_the_parentheses_it_needs(latex: str, line: str) -> None:
    assert render_inline(latex) == line


@pytest.mark.parametrize(
    ("latex", "line"),
    [
        (r"\sqrt{n}", "√n"),
        (r"\sqrt{ab}", "√(ab)"),
        (r"\sqrt{x}y", "√(x)y"),
        (r"\sqrt{x}^2", "(√x)²"),
        (r"\sqrt{x^2}", "√(x²)"),
        (r"2\sqrt[5]{x}", "2√[5](x)"),
        (r"\frac{1}{\sqrt{n}}", "1/√n"),
    ],
)
def test_a_flattened_root_covers_what_it_covered(latex: str, line: str) -> None:
    assert render_inline(latex) == line


@pytest.mark.parametrize(
    ("latex", "line"),
    [
        (r"x^{1/3}", "x^(1/3)"),
        (r"x^q", "x^(q)"),
        (r"10^{-7}", "10⁻⁷"),
        (r"X^\top X", "XᵀX"),
        (r"x_q^2", "x_(q)²"),
        (r"x_\theta y", "x_θ y"),
        (r"\pi_{ref}(y|x)", "π_ref(y|x)"),
        (r"{x^2}^3", "(x²)³"),
        (r"{a+b}^2", "(a + b)²"),
        (r"x^{(t)}", "x⁽ᵗ⁾"),
        (r"f''(x)", "f′′(x)"),
        (r"\max_{a'} Q(s', a')", "max_(a′) Q(s′, a′)"),
    ],
)
def test_a_script_without_characters_of_its_own_is_written_out(latex: str, line: str) -> None:
    assert render_inline(latex) == line


@pytest.mark.parametrize(
    ("latex", "line"),
    [
        (r"\binom{n}{k}p^k", "binom(n, k)pᵏ"),
        (r"\begin{bmatrix} a & b \\ c & d \end{bmatrix}", "[a, b; c, d]"),
        (r"\begin{cases} x & x > 0 \\ 0 & \text{else} \end{cases}", "{x, x > 0; 0, else}"),
        (r"\log p", "log p"),
        (r"P N + TP FN", "PN + TP FN"),
        (r"y f(x)", "y f(x)"),
        (r"1{,}000 + 10,000", "1,000 + 10,000"),
        (r"[0, 1) \cup (2, 3]", "[0, 1) ∪ (2, 3]"),
        (r"\|x\| + ||y||_2", "‖x‖ + ‖y‖₂"),
        (r"50\% \text{ of $n$}", "50% of n"),
        (r"a \cdot -b", "a · −b"),
        (r"a \equiv b \pmod{n}", "a ≡ b (mod n)"),
        (r"\hat{x}_i \bar{y_i}", "x̂ᵢȳᵢ"),
    ],
)
def test_names_numbers_and_brackets_stay_what_they_are(latex: str, line: str) -> None:
    assert render_inline(latex) == line


@pytest.mark.parametrize(
    ("latex", "line"),
    [
        (r"\beta_1^t \hat{y}", "beta_1^t hat(y)"),
        (r"X^\top X^{-1}", "X^T X^(-1)"),
        (r"\lfloor x \rfloor \le \|x\|", "floor(x) <= ||x||"),
        (r"2\lambda w", "2 lambda w"),
        (r"\mathbb{E}[\mathbf{x}] \in \mathbb{R}^d", "E[x] in R^d"),
    ],
)
def test_a_terminal_without_unicode_gets_ascii(latex: str, line: str) -> None:
    assert render_inline(latex, unicode=False) == line


def test_a_character_without_a_spelling_shows_the_source_in_ascii() -> None:
    assert render_inline(r"\text{für } x") == "für x"
    assert render_inline(r"\text{für } x", unicode=False) is None
    assert render_inline("x²", unicode=False) is None
