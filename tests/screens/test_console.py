import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text

from studybuddy.screens.console import Look, draw_lines, fitting, look_of, make_console, safe

COLOR = Look(color="truecolor")


@pytest.mark.parametrize(
    "steering", ["\x1b[2J", "\x1b]0;title\x07", "\x9b31m", "\x00", "\x7f", "\u202e", "\u2066", "\ud800", "\r"]
)
def test_nothing_that_steers_a_terminal_passes(steering: str) -> None:
    cleaned = safe(f"before{steering}after")
    assert not any(sign in cleaned for sign in "\x1b\x07\x9b\x00\x7f\u202e\u2066\ud800\r")
    assert cleaned.startswith("before")
    assert cleaned.endswith("after")


def test_newlines_tabs_accents_and_wide_letters_are_kept() -> None:
    assert safe("naïve\tλ\n漢字") == "naïve\tλ\n漢字"


@given(st.text())
def test_whatever_fits_an_encoding_can_be_encoded(text: str) -> None:
    for encoding in ("ascii", "cp1252", "cp437"):
        fitting(safe(text), encoding).encode(encoding)


def test_symbols_become_look_alikes_and_accents_their_letters() -> None:
    assert fitting("─│·›❯ naïve ≤ 漢", "ascii") == "-|->> naive <= ?"
    assert fitting("∑ x² ± Σᵀμ ∇f ∈ Ω", "ascii") == "sum x^2 +- Sigma^Tmu gradf in Omega"


@settings(max_examples=60)
@given(
    st.text(max_size=200),
    st.integers(1, 60),
    st.sampled_from([Look(), COLOR, Look(encoding="ascii", unicode=False)]),
)
def test_drawn_lines_are_never_wider_than_asked(text: str, width: int, look: Look) -> None:
    for line in draw_lines(Text(safe(text)), width, look):
        assert cell_len(Text.from_ansi(line).plain) <= max(width, 2)  # one wide letter needs two columns
        line.encode(look.encoding)


def test_without_colour_no_escape_sequence_is_written() -> None:
    assert draw_lines(Text("bold", style="bold red"), 20) == ("bold",)


def test_no_color_keeps_bold_and_drops_the_colour() -> None:
    assert draw_lines(Text("x", style="bold red"), 20, Look(color="standard", color_off=True)) == (
        "\x1b[1mx\x1b[0m",
    )


def test_markup_in_a_text_is_shown_and_not_obeyed() -> None:
    assert draw_lines(Text("[bold]x[/bold] :smile:"), 40) == ("[bold]x[/bold] :smile:",)


def test_an_ascii_stream_is_recognised() -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    look = look_of(stream, {})
    assert (look.unicode, look.encoding, look.color) == (False, "ascii", None)


def test_printing_a_rule_to_an_ascii_stdout_does_not_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii")
    monkeypatch.setattr("sys.stdout", stream)
    make_console(width=20).print(Text("─── ≤ ✓"))
    stream.flush()
    assert raw.getvalue().split() == [b"---", b"<=", b"+"]


def test_columns_sets_the_width(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "47")
    console = make_console()
    assert console.width + console.legacy_windows == 47  # an old Windows console wraps in its last column
