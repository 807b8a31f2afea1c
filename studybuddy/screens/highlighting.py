"""Code and its language flow in, the same text with colours flows out."""

from pygments.token import Comment, Keyword, Number, Operator, String
from rich.style import Style
from rich.syntax import ANSISyntaxTheme, Syntax
from rich.text import Text

from studybuddy.screens.colours import CODE_COMMENT, CODE_KEYWORD, CODE_NUMBER, CODE_TEXT

_STYLES = {
    Comment: CODE_COMMENT,
    Keyword: CODE_KEYWORD,
    Operator.Word: CODE_KEYWORD,
    String: CODE_TEXT,
    Number: CODE_NUMBER,
}


def highlighted(code: str, language: str) -> Text:
    """Colour code; a language that is not known leaves it plain."""
    theme = ANSISyntaxTheme({token: Style.parse(style) for token, style in _STYLES.items()})
    return Syntax(code, language, theme=theme, background_color="default").highlight(code)
