"""Letters in, the same letters raised, lowered, bold, script or spelled in ASCII out, where they exist."""

import unicodedata

_RAISED = (
    "0⁰ 1¹ 2² 3³ 4⁴ 5⁵ 6⁶ 7⁷ 8⁸ 9⁹ +⁺ −⁻ =⁼ (⁽ )⁾ aᵃ bᵇ cᶜ dᵈ eᵉ fᶠ gᵍ hʰ iⁱ jʲ kᵏ lˡ mᵐ nⁿ oᵒ pᵖ rʳ sˢ tᵗ "
    "uᵘ vᵛ wʷ xˣ yʸ zᶻ Aᴬ Bᴮ Dᴰ Eᴱ Gᴳ Hᴴ Iᴵ Jᴶ Kᴷ Lᴸ Mᴹ Nᴺ Oᴼ Pᴾ Rᴿ Tᵀ Uᵁ Wᵂ βᵝ γᵞ δᵟ ⊤ᵀ ′′ ** †† °°"
)
_LOWERED = (
    "0₀ 1₁ 2₂ 3₃ 4₄ 5₅ 6₆ 7₇ 8₈ 9₉ +₊ −₋ =₌ (₍ )₎ aₐ eₑ hₕ iᵢ jⱼ kₖ lₗ mₘ nₙ oₒ pₚ rᵣ sₛ tₜ uᵤ vᵥ xₓ βᵦ γᵧ ρᵨ"
)
_SUPERSCRIPTS = {pair[0]: pair[1] for pair in _RAISED.split()}
_SUBSCRIPTS = {pair[0]: pair[1] for pair in _LOWERED.split()}

# First code point of capital A, small a, digit 0, capital Α, small α in each mathematical alphabet
# (Unicode, Mathematical Alphanumeric Symbols); 0 where the alphabet has none.
_ALPHABETS = {
    "bold": (0x1D400, 0x1D41A, 0x1D7CE, 0x1D6A8, 0x1D6C2),
    "double": (0x1D538, 0x1D552, 0x1D7D8, 0, 0),
    "script": (0x1D49C, 0x1D4B6, 0, 0, 0),
    "fraktur": (0x1D504, 0x1D51E, 0, 0, 0),
}
_FIRSTS = "Aa0Αα"
_LASTS = "Zz9Ωω"
# Letters that Unicode had before those alphabets, and therefore elsewhere.
_ELSEWHERE = {
    "double": dict(zip("CHNPQRZ", "ℂℍℕℙℚℝℤ", strict=True)),
    "script": dict(zip("BEFHILMRego", "ℬℰℱℋℐℒℳℛℯℊℴ", strict=True)),
    "fraktur": dict(zip("CHIRZ", "ℭℌℑℜℨ", strict=True)),
}

_SMALL = """
alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho final sigma tau
upsilon phi chi psi omega
"""
GREEK = {
    **{name: chr(0x3B1 + place) for place, name in enumerate(_SMALL.split())},
    **{name.capitalize(): chr(0x391 + place) for place, name in enumerate(_SMALL.split())},
}
"""Name of a Greek letter → the letter; a capitalised name is the capital."""
del GREEK["final"], GREEK["Final"]

_SIGNS = (
    "−:- ·:* ×:* ∗:* ⋆:* ÷:/ ±:+- ∓:-+ ≤:<= ≥:>= ≪:<< ≫:>> ≠:!= ≈:~= ≃:~= ≅:=~ ∼:~ ≡:== ≜::= ∝:prop_to "
    "→:-> ←:<- ↔:<-> ⇒:=> ⇐:<== ⇔:<=> ↦:|-> ⟶:--> ⟹:==> ∈:in ∉:notin ∋:ni ⊂:subset ⊆:subseteq ⊃:supset "
    "⊇:supseteq ∪:union ∩:intersect ∖:\\ ∅:{} ∀:forall ∃:exists ¬:not ∧:and ∨:or ∑:sum ∏:prod ∫:int ∬:iint "
    "∮:oint ⋃:union ⋂:intersect ∂:d ∇:grad ∞:inf ℓ:l ℏ:hbar ℵ:aleph ′:' …:... ⋯:... ⋮:: ⋱:... ‖:|| ∥:|| "
    "⟨:< ⟩:> ⪰:>= ⪯:<= ≻:> ≺:< ⌊:floor( ⌋:) ⌈:ceil( ⌉:) ⊤:T ⊥:_|_ ⊙:.* ⊗:(x) ⊕:(+) ∘:o •:* †:+ ∎:QED "
    "°:deg ∴:so √:sqrt ⊢:|- ⊨:|= ς:sigma ‘:' ’:' “:\" ”:\" –:- —:--"
)
_SPELLED = {
    **{letter: name for name, letter in GREEK.items()},
    **{pair[0]: pair[2:] for pair in _SIGNS.split()},
}


def raised(text: str) -> str | None:
    """Return `text` in superscript characters; None if one of them does not exist."""
    return _mapped(text, _SUPERSCRIPTS)


def lowered(text: str) -> str | None:
    """Return `text` in subscript characters; None if one of them does not exist."""
    return _mapped(text, _SUBSCRIPTS)


def restyled(text: str, alphabet: str) -> str:
    """Return `text` in "bold", "double", "script" or "fraktur"; what that alphabet lacks stays as it is."""
    return "".join(_restyled(letter, alphabet) for letter in text)


def spelled(text: str) -> str | None:
    """Return `text` in ASCII (σ becomes sigma, ≤ becomes <=); None if a character has no spelling."""
    plain = "".join(_SPELLED.get(letter) or _spelled(letter) for letter in text)
    return plain if plain.isascii() else None


def _mapped(text: str, table: dict[str, str]) -> str | None:
    letters = [table.get(letter, "") for letter in text]
    return "".join(letters) if all(letters) else None


def _restyled(letter: str, alphabet: str) -> str:
    if letter in _ELSEWHERE.get(alphabet, ""):
        return _ELSEWHERE[alphabet][letter]
    for first, last, start in zip(_FIRSTS, _LASTS, _ALPHABETS[alphabet], strict=True):
        if start and first <= letter <= last:
            return chr(start + ord(letter) - ord(first))
    return letter


def _spelled(letter: str) -> str:
    """Spell one letter by its compatible ones: 𝔼 is E, ϵ is ε. No accent is dropped."""
    if unicodedata.category(letter) == "No":
        return letter  # a raised digit would become a factor
    same = unicodedata.normalize("NFKC", letter)
    return "".join(_SPELLED.get(part, part) for part in same)
