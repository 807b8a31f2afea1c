"""Pieces of a row in, the same pieces with matching brackets and bars joined to fenced bodies out."""

from collections.abc import Sequence
from dataclasses import replace

from studybuddy.notation.formula import Fenced, Formula, Role, Scripts, Symbol, role_of, row

_PARTNERS = {"(": ")]", "[": ")]", "{": "}", "⟨": "⟩", "⌊": "⌋⌉", "⌈": "⌉⌋", "|": "|", "‖": "‖"}
_NO_BODY = frozenset({Role.RELATION, Role.PUNCTUATION})


def fenced(items: Sequence[Formula]) -> list[Formula]:
    """Join brackets that match; half-open intervals count, a bracket without a partner stays a glyph."""
    levels: list[tuple[Formula | None, list[Formula]]] = [(None, [])]
    for item in items:
        opener = levels[-1][0]
        delimiter = _delimiter(item)
        if isinstance(item, Symbol) and item.role is Role.OPEN:
            levels.append((item, []))
        elif role_of(item) is Role.CLOSE and _partners(opener, delimiter):
            _, body = levels.pop()
            levels[-1][1].append(_close(opener, _barred(body), item))
        else:
            levels[-1][1].append(item)
    while len(levels) > 1:
        opener, body = levels.pop()
        levels[-1][1].extend([opener, *body] if opener is not None else body)
    return _barred(levels[0][1])


def _delimiter(item: Formula) -> str:
    match item:
        case Symbol(text=text) | Scripts(base=Symbol(text=text)):
            return text
        case _:
            return ""


def _partners(opener: Formula | None, closer: str) -> bool:
    return isinstance(opener, Symbol) and bool(closer) and closer in _PARTNERS.get(opener.text, "")


def _close(opener: Formula | None, body: Sequence[Formula], closer: Formula) -> Formula:
    """Return the fenced body; scripts of the closing delimiter become scripts of the whole."""
    whole = Fenced(_delimiter(opener) if opener else "", row(body), _delimiter(closer))
    return replace(closer, base=whole) if isinstance(closer, Scripts) else whole


def _barred(items: Sequence[Formula]) -> list[Formula]:
    """Pair the bars of one level; a bar that is alone means "given" and stays."""
    merged = _doubled(items)
    for glyph in ("|", "‖"):
        merged = _paired(merged, glyph)
    return merged


def _is_bar(item: Formula, glyph: str) -> bool:
    return role_of(item) is Role.BAR and _delimiter(item) == glyph


def _doubled(items: Sequence[Formula]) -> list[Formula]:
    """Read `||` as one double bar, unless single bars stand on the same level too."""
    places = [place for place, item in enumerate(items) if _is_bar(item, "|")]
    firsts = places[::2]
    if not places or [place + 1 for place in firsts] != places[1::2] or isinstance(items[firsts[0]], Scripts):
        return list(items)
    double = Symbol("‖", Role.BAR)
    result: list[Formula] = []
    for place, item in enumerate(items):
        if place in firsts:
            continue
        if place - 1 in firsts:
            result.append(replace(item, base=double) if isinstance(item, Scripts) else double)
        else:
            result.append(item)
    return result


def _paired(items: list[Formula], glyph: str) -> list[Formula]:
    places = [place for place, item in enumerate(items) if _is_bar(item, glyph)]
    if places == places[:1] and glyph == "‖":
        return [
            replace(item, role=Role.RELATION) if item == Symbol("‖", Role.BAR) else item for item in items
        ]
    if not places or len(places) % 2:
        return items
    pairs = list(zip(places[::2], places[1::2], strict=True))
    for start, end in pairs:
        body = items[start + 1 : end]
        if not body or isinstance(items[start], Scripts) or any(role_of(item) in _NO_BODY for item in body):
            return items
    for start, end in reversed(pairs):
        items[start : end + 1] = [_close(items[start], items[start + 1 : end], items[end])]
    return items
