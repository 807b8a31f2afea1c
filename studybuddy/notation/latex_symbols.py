"""Names of LaTeX macros in, the glyphs and roles they stand for out: the vocabulary of the reader."""

from studybuddy.notation.formula import Role

_GREEK = """
alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ
lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi ϕ
varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ
Omega Ω
"""
_ORDINARY = """
partial ∂ nabla ∇ infty ∞ ell ℓ hbar ℏ aleph ℵ forall ∀ exists ∃ neg ¬ lnot ¬ emptyset ∅ varnothing ∅ top
⊤ bot ⊥ prime ′ ldots … dots … dotsc … dotsb ⋯ cdots ⋯ vdots ⋮ ddots ⋱ dagger † ast * star ⋆ intercal ⊤
degree ° Re ℜ Im ℑ % % # # & & $ $ _ _ checkmark ✓ triangle △ square □ blacksquare ∎ imath i jmath j
"""
_BINARY = """
pm ± mp ∓ times × cdot · div ÷ odot ⊙ otimes ⊗ oplus ⊕ ominus ⊖ circ ∘ bullet • cup ∪ cap ∩ setminus ∖
wedge ∧ land ∧ vee ∨ lor ∨ bmod mod
"""
_RELATIONS = """
le ≤ leq ≤ leqslant ≤ ge ≥ geq ≥ geqslant ≥ ne ≠ neq ≠ ll ≪ gg ≫ lt < gt > approx ≈ sim ∼ simeq ≃ cong ≅
equiv ≡ triangleq ≜ coloneqq := propto ∝ in ∈ notin ∉ ni ∋ subset ⊂ subseteq ⊆ supset ⊃ supseteq ⊇ to →
rightarrow → gets ← leftarrow ← leftrightarrow ↔ Rightarrow ⇒ implies ⟹ Leftarrow ⇐ iff ⇔ Leftrightarrow ⇔
mapsto ↦ longrightarrow ⟶ mid | parallel ∥ perp ⊥ preceq ⪯ succeq ⪰ prec ≺ succ ≻ vdash ⊢ models ⊨
therefore ∴ uparrow ↑ downarrow ↓
"""
_BIG = "sum ∑ prod ∏ coprod ∐ int ∫ iint ∬ iiint ∭ oint ∮ bigcup ⋃ bigcap ⋂ bigoplus ⨁ bigotimes ⨂"
_OPENING = "{ { lbrace { lbrack [ langle ⟨ lfloor ⌊ lceil ⌈ lvert | lVert ‖"
_CLOSING = "} } rbrace } rangle ⟩ rfloor ⌋ rceil ⌉ rvert | rVert ‖ rbrack ]"
_BARS = "| ‖ Vert ‖ vert |"


def _glyphs(table: str, role: Role) -> dict[str, tuple[str, Role]]:
    words = table.split()
    return {name: (glyph, role) for name, glyph in zip(words[::2], words[1::2], strict=True)}


SYMBOLS = {
    **_glyphs(_GREEK, Role.ORDINARY),
    **_glyphs(_ORDINARY, Role.ORDINARY),
    **_glyphs(_BINARY, Role.BINARY),
    **_glyphs(_RELATIONS, Role.RELATION),
    **_glyphs(_BIG, Role.BIG),
    **_glyphs(_OPENING, Role.OPEN),
    **_glyphs(_CLOSING, Role.CLOSE),
    **_glyphs(_BARS, Role.BAR),
    "colon": (":", Role.PUNCTUATION),
}
"""Macro name → glyph and role."""

CHARACTERS = {
    **{glyph: (glyph, role) for glyph, role in SYMBOLS.values() if not glyph.isascii()},
    **{glyph: (glyph, Role.RELATION) for glyph in "=<>:"},
    **{glyph: (glyph, Role.PUNCTUATION) for glyph in ",;"},
    **{glyph: (glyph, Role.OPEN) for glyph in "(["},
    **{glyph: (glyph, Role.CLOSE) for glyph in ")]"},
    **{glyph: (glyph, Role.BINARY) for glyph in "+*−"},
    "⊥": ("⊥", Role.RELATION),
    "-": ("−", Role.BINARY),
    "|": ("|", Role.BAR),
}
"""Character of the source → glyph and role; any other character is ordinary."""

_PLAIN = """
log ln lg exp sin cos tan cot sec csc sinh cosh tanh coth arcsin arccos arctan dim ker deg hom arg
"""
_LIMITED = "max min sup inf lim limsup liminf det gcd Pr argmax argmin"
FUNCTIONS = {**dict.fromkeys(_PLAIN.split(), False), **dict.fromkeys(_LIMITED.split(), True)}
"""Named operator → whether its subscript stands below it in a display."""

_ACCENTS = """
hat widehat bar overline tilde widetilde dot ddot vec check breve acute grave underline
"""
ACCENTS = frozenset(_ACCENTS.split())

ALPHABETS = {
    "mathbf": "bold",
    "boldsymbol": "bold",
    "bm": "bold",
    "mathbb": "double",
    "mathbbm": "double",
    "mathds": "double",
    "mathcal": "script",
    "mathscr": "script",
    "mathfrak": "fraktur",
    "mathit": "",
    "mathnormal": "",
}
"""Macro → alphabet; an empty one leaves letters as they are."""

UPRIGHT = frozenset({"mathrm", "mathsf", "mathtt"})
TEXT = frozenset({"text", "textrm", "textit", "textbf", "textsf", "texttt", "textnormal", "mbox"})

SPACES = {
    ",": 1,
    ":": 1,
    ";": 1,
    " ": 1,
    "!": 0,
    "quad": 2,
    "qquad": 4,
    "enspace": 1,
    "thinspace": 1,
    "space": 1,
}

# Nothing of a formula's content is lost with these: sizes, styles and where a limit stands.
_SILENT = """
displaystyle textstyle scriptstyle limits nolimits nonumber notag big Big bigg Bigg bigl Bigl biggl Biggl
bigr Bigr biggr Biggr bigm Bigm biggm Biggm
"""
SILENT = frozenset(_SILENT.split())

ARROWS = {"xrightarrow": "→", "xleftarrow": "←"}

_NEGATED = "=≠ ∈∉ <≮ >≯ ≤≰ ≥≱ ⊂⊄ ⊆⊈ ≡≢ ∼≁ |∤ ∥∦"
NEGATED = {pair[0]: pair[1] for pair in _NEGATED.split()}
"""Relation → the relation crossed out."""

MATRICES = {
    "matrix": ("", ""),
    "smallmatrix": ("", ""),
    "pmatrix": ("(", ")"),
    "bmatrix": ("[", "]"),
    "Bmatrix": ("{", "}"),
    "vmatrix": ("|", "|"),
    "Vmatrix": ("‖", "‖"),
    "array": ("", ""),
    "cases": ("{", ""),
    "rcases": ("", "}"),
}
"""Environment → delimiters around its cells."""

_ALIGNMENTS = "aligned align align* split gathered gather gather* equation equation*"
ALIGNMENTS = frozenset(_ALIGNMENTS.split())
"""Environments of lines; `&` marks where the lines meet."""
