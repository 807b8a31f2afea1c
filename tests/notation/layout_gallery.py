"""The gallery of formulas: LaTeX sources in, the golden text with each source above its layouts out.

`python tests/notation/layout_gallery.py` writes the golden files again; read them by eye before keeping them.
"""

from pathlib import Path

from studybuddy.notation.display import render_display
from studybuddy.notation.inline import render_inline

FIXTURES = Path(__file__).parent / "fixtures"
SOURCES = FIXTURES / "gallery_sources.txt"
WIDTH = 90


def sources() -> list[str]:
    return SOURCES.read_text(encoding="utf-8").splitlines()


def golden(*, unicode: bool) -> Path:
    return FIXTURES / ("gallery.txt" if unicode else "gallery_ascii.txt")


def entry(latex: str, *, unicode: bool) -> str:
    lines = render_display(latex, WIDTH, unicode=unicode) or ("(the source)",)
    inline = render_inline(latex, unicode=unicode) or "(the source)"
    return "\n".join([f"% {latex}", "", *lines, "", f"> {inline}", ""])


if __name__ == "__main__":
    for kind in (True, False):
        text = "\n".join(entry(latex, unicode=kind) for latex in sources())
        golden(unicode=kind).write_text(text, encoding="utf-8")
