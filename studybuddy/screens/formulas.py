"""LaTeX and what the terminal can show flow in, laid-out text flows out; the unknown stays source.

Nothing is imported before the first formula, and a formula is laid out once in a process.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from studybuddy.screens.console import Look, fitting, safe

_KEPT = 2_000  # formulas; a session shows a few hundred
# As the dialect reads it: no space inside the dollars, no digit right after.
_IN_A_LINE = re.compile(r"(?<![\\$])\$(?=[^\s$])([^$\n]*?[^\s\\$])\$(?![\d$])")


@lru_cache(maxsize=_KEPT)
def inline_formula(latex: str, *, unicode: bool) -> str | None:
    """Return a formula as one line of text; None where only its source says it right."""
    from studybuddy.notation.inline import render_inline

    return render_inline(latex, unicode=unicode)


@lru_cache(maxsize=_KEPT)
def display_formula(latex: str, width: int, *, unicode: bool) -> tuple[str, ...] | None:
    """Return a formula in lines of at most `width` columns; None where it cannot be laid out so."""
    from studybuddy.notation.display import render_display

    return render_display(latex, width, unicode=unicode)


@dataclass(frozen=True, slots=True)
class Display:
    """A formula in two dimensions; a line where that is too wide, its source where it is unknown.

    `rows` is the most that it may be high, 0 for any height. `tail` is said after it.
    """

    latex: str
    look: Look
    style: str = ""
    rows: int = 0
    tail: str = ""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = options.max_width
        lines = display_formula(self.latex, width, unicode=self.look.unicode)
        kept = self._kept_rows(lines, width)
        if kept is not None:
            yield Text("\n".join(kept), no_wrap=True, overflow="crop")
            return
        if lines is not None and not 0 < self.rows < len(lines):
            text = _fit("\n".join(lines), self.look)
            drawn = Text(text, style=self.style, no_wrap=True, overflow="crop")
        else:
            flat = inline_formula(self.latex, unicode=self.look.unicode)
            text = self.latex.strip("\n") if flat is None else flat
            drawn = Text(_fit(text, self.look), style=self.style, overflow="fold")
        if self.tail:
            beside = "\n" not in text and drawn.cell_len + 3 + len(self.tail) <= width
            drawn.append(f"{'   ' if beside else chr(10)}{_fit(self.tail, self.look)}", "not italic dim")
        yield drawn

    def _kept_rows(self, lines: tuple[str, ...] | None, width: int) -> tuple[str, ...] | None:
        """Return rows for a picture; among lines of limited height, what text says in one stays text."""
        flat = self.rows and lines is not None and len(lines) == 1
        if self.look.pictures is None or self.tail or self.rows == 1 or flat:
            return None
        return self.look.pictures.rows_of(self.latex, width, self.rows)


def with_formulas(line: str, look: Look) -> str:
    """Return one line of Markdown with its formulas laid out, for lists that show it as plain text."""
    if line.count("$") < 2 or "`" in line:
        return line
    return _IN_A_LINE.sub(lambda found: inline_formula(found[1], unicode=look.unicode) or found[0], line)


def _fit(text: str, look: Look) -> str:
    return fitting(safe(text), look.encoding)
