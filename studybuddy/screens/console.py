"""The streams and the environment flow in; rich consoles, safe text and drawn lines flow out."""

import os
import re
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from typing import IO, NamedTuple

from rich.cells import set_cell_size
from rich.color import ColorSystem as RichColors
from rich.console import Console, RenderableType
from rich.segment import Segment
from rich.style import Style
from rich.text import Text

from studybuddy.screens.pictures import Pictures

# ESC and the other C0 and C1 controls drive a terminal, bidirectional overrides reorder what is read,
# a lone surrogate cannot be encoded at all.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_PLAIN: Mapping[int, str] = {
    ord(fancy): plain
    for fancy, plain in {
        "─": "-", "━": "=", "│": "|", "┃": "|", "┌": "+", "┐": "+", "└": "+", "┘": "+", "├": "+", "┤": "+",
        "┬": "+", "┴": "+", "┼": "+", "╞": "+", "╡": "+", "═": "=", "╪": "+", "╺": "-", "╸": "-", "╶": "-",
        "•": "*", "·": "-", "›": ">", "‹": "<", "❯": ">", "…": "~", "–": "-", "—": "-", "−": "-", "×": "x",
        "✓": "+", "✗": "x", "≈": "~", "→": "->", "←": "<-", "↑": "^", "↓": "v", "▌": "|", "█": "#", "▉": "#",
        "▊": "#", "▋": "#", "▍": "#", "▎": ".", "▏": ".", "▁": ".", "▂": ".", "▃": "-", "▄": "-", "▅": "=",
        "▆": "=", "▇": "#", "░": ".", "▒": "+", "▓": "#", "’": "'", "‘": "'", "“": '"', "”": '"', "≤": "<=",
        "≥": ">=", "≠": "!=", "∞": "inf", "√": "sqrt", "±": "+-", "∓": "-+", "∑": "sum", "∏": "prod",
        "∫": "int", "∂": "d", "∇": "grad", "∈": "in", "∉": "not in", "∝": "~", "∼": "~", "∥": "||", "‖": "||",
        "⟨": "<", "⟩": ">", "⊤": "T", "ᵀ": "^T", "⊥": "_|_", "⊙": ".*", "⋅": "*", "⇒": "=>", "⟹": "=>",
        "⇔": "<=>", "↦": "->", "∀": "for all", "∃": "exists", "∪": "union", "∩": "intersect", "⊆": "in",
        "²": "^2", "³": "^3", "⁴": "^4", "⁵": "^5", "⁶": "^6", "⁷": "^7", "⁸": "^8", "⁹": "^9",
        "⁻": "^-", "¹": "^1", "ⁿ": "^n", "ᵢ": "_i", "ⱼ": "_j", "ₙ": "_n", "°": " deg", "≡": "==",
        "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ϵ": "epsilon", "ζ": "zeta",
        "η": "eta", "θ": "theta", "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "µ": "mu", "ν": "nu",
        "ξ": "xi", "π": "pi", "ρ": "rho", "σ": "sigma", "ς": "sigma", "τ": "tau", "υ": "upsilon", "φ": "phi",
        "ϕ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega", "Γ": "Gamma", "Δ": "Delta", "Θ": "Theta",
        "Λ": "Lambda", "Ξ": "Xi", "Π": "Pi", "Σ": "Sigma", "Φ": "Phi", "Ψ": "Psi", "Ω": "Omega",
    }.items()
}  # fmt: skip


class Look(NamedTuple):
    """What the terminal can show: `color` None means that not even bold is sent; `color_off` keeps bold."""

    color: str | None = None
    color_off: bool = False
    unicode: bool = True
    encoding: str = "utf-8"
    highlight: bool = True
    pictures: Pictures | None = None


PLAIN = Look()
_COLORS: Mapping[str, RichColors] = {
    "standard": RichColors.STANDARD,
    "256": RichColors.EIGHT_BIT,
    "truecolor": RichColors.TRUECOLOR,
    "windows": RichColors.WINDOWS,
}


def safe(text: str) -> str:
    """Drop every character of a deck or an answer that could steer the terminal; newlines and tabs stay."""
    return _UNSAFE.sub("", text)


def fitting(text: str, encoding: str) -> str:
    """Replace what `encoding` cannot carry: symbols by look-alikes, accents by their letters, else by `?`."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return "".join(_fitting_character(character, encoding) for character in text)
    return text


def _fitting_character(character: str, encoding: str) -> str:
    plain = _PLAIN.get(ord(character), "") or unicodedata.normalize("NFKD", character)
    for candidate in (character, plain, plain[:1]):
        try:
            candidate.encode(encoding)
        except UnicodeEncodeError:
            continue
        return candidate
    return "?" if not unicodedata.combining(character) else ""


def look_of(stream: IO[str], environ: Mapping[str, str] = os.environ) -> Look:
    """Say what `stream` can show: its encoding, and colour unless NO_COLOR is set or it is no terminal."""
    encoding = encoding_of(stream, environ)
    unicode = fitting("─│·›❯✓█", encoding) == "─│·›❯✓█"
    console = Console(file=stream, legacy_windows=False)
    system = console.color_system
    return Look(
        color=system if system in _COLORS else None,
        color_off=bool(environ.get("NO_COLOR")),
        unicode=unicode,
        encoding=encoding,
    )


def encoding_of(stream: IO[str], environ: Mapping[str, str] = os.environ) -> str:
    """Return what a stream can carry; LANG=C asks for ASCII, whatever Python makes of it."""
    said = environ.get("LC_ALL") or environ.get("LANG") or ""
    coerced = environ.get("LC_ALL") or environ.get("LC_CTYPE") in {None, "", "C", "C.UTF-8", "POSIX"}
    if said in {"C", "POSIX"} and coerced and not environ.get("PYTHONIOENCODING"):
        return "ascii"
    return getattr(stream, "encoding", None) or "ascii"


def make_console(*, stderr: bool = False, width: int | None = None) -> Console:
    """Make the console of a standard stream; NO_COLOR, $COLUMNS and the stream's encoding are honoured.

    `width` is in columns; None means $COLUMNS or the terminal's, and 80 where neither is known.
    Neither markup nor emoji codes are read in what is printed, since decks and learners write it.
    """
    stream: IO[str] = sys.stderr if stderr else sys.stdout
    return Console(
        file=_FittingStream(stream),  # type: ignore[arg-type]  # rich asks for IO[str] and uses only this
        width=width,
        markup=False,
        emoji=False,
        highlight=False,
        safe_box=True,
    )


def plain_look() -> Look:
    """Say what standard output can carry, for text that is printed there without colour."""
    look = look_of(sys.stdout)
    return Look(unicode=look.unicode, encoding=look.encoding)


class _FittingStream:
    """A stream that replaces what its encoding cannot carry instead of raising UnicodeEncodeError."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream
        self.encoding = encoding_of(stream)

    def write(self, text: str) -> int:
        return self._stream.write(fitting(text, self.encoding))

    def flush(self) -> None:
        self._stream.flush()

    def isatty(self) -> bool:
        return self._stream.isatty()

    def fileno(self) -> int:
        return self._stream.fileno()


def draw_lines(what: RenderableType, width: int, look: Look = PLAIN) -> tuple[str, ...]:
    """Draw `what` as lines of at most `width` columns, safe to send to a terminal with that look.

    A line carries its own colour codes and ends with them closed; there is no newline in it and, where
    there is no background, no space at its end.
    """
    console = Console(
        file=_Nowhere(),  # type: ignore[arg-type]  # only measured and drawn, never written to
        width=max(width, 1),
        height=25,
        color_system=look.color,  # type: ignore[arg-type]  # one of the keys of _COLORS
        force_terminal=look.color is not None,
        no_color=look.color_off,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
        _environ={},
    )
    lines = console.render_lines(what, console.options.update(width=max(width, 1), height=None), pad=False)
    return tuple(_line(line, width, look) for line in lines)


def _line(segments: list[Segment], width: int, look: Look) -> str:
    parts: list[str] = []
    room = width
    for segment in _shortened(segments):
        text = fitting(safe(segment.text), look.encoding)
        if not look.unicode:  # a look-alike may be longer than what it stands for
            text = text if len(text) <= room else set_cell_size(text, room)
            room -= len(text)
        parts.append(_ansi(text, segment.style, look))
    return "".join(parts)


def _shortened(segments: list[Segment]) -> Iterator[Segment]:
    written = [segment for segment in segments if not segment.control]
    while written and not written[-1].text.strip() and not _shows_when_blank(written[-1].style):
        written.pop()
    for segment in written:
        last = segment is written[-1] and not _shows_when_blank(segment.style)
        yield Segment(segment.text.rstrip(), segment.style) if last else segment


def _shows_when_blank(style: Style | None) -> bool:
    return style is not None and bool(style.bgcolor or style.reverse or style.underline)


def _ansi(text: str, style: Style | None, look: Look) -> str:
    if look.color is None or style is None or not text:
        return text
    shown = style.without_color if look.color_off else style
    return shown.render(text, color_system=_COLORS[look.color])


class _Nowhere:
    """A file that takes text and forgets it."""

    encoding = "utf-8"

    def write(self, text: str) -> int:
        return len(text)

    def flush(self) -> None:
        return


def label(text: str, style: str = "") -> Text:
    """Make one-paragraph text out of what a deck or a learner wrote: no markup is read in it."""
    return Text(safe(text), style=style)
