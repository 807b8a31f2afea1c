"""A header, a body and the keys flow in, the lines of a whole screen flow out; nothing is read or written."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import RenderableType
from rich.text import Text

from studybuddy.screens.console import PLAIN, Look, draw_lines, safe

SEPARATOR = " · "
_LEAST_FOR_TASK = 6  # rows of a body that can spare one
_KEY_LINES_FROM_ROWS = (2, 8, 10, 16, 20)  # the rows of a terminal that can spare one more line of keys


@dataclass(frozen=True, slots=True)
class Frame:
    """One screen.

    `header` is shown in parts, the last ones dropped when they do not fit; `clock` stands at its right.
    `anchor` is the index of the block that must be in view when nothing else was asked for, `task` that of
    the block whose first line stays on top when the body is scrolled; None for none.
    `keys` are in order of importance, "" begins a new line; the last ones are dropped when they do not fit,
    and what stands in brackets at the end of one that is wider than the terminal.
    `entry` is what stands before the learner's own line; None when there is no line to type in. `echo` is
    drawn below it, as far as there is room. `waits` leaves the place of the keys empty, while none means
    anything.
    """

    header: tuple[str, ...]
    body: tuple[RenderableType, ...]
    keys: tuple[str, ...]
    clock: str = ""
    anchor: int | None = None
    entry: str | None = None
    echo: tuple[RenderableType, ...] = ()
    waits: bool = False
    task: int | None = None


@dataclass(frozen=True, slots=True)
class Drawing:
    """A frame drawn for a size: `top` fills what `entry_rows` and `bottom` leave of the height.

    `scroll` is the first body line shown, `last_scroll` the furthest it can go, `page` the body's height.
    """

    top: tuple[str, ...]
    bottom: tuple[str, ...]
    entry_rows: int
    scroll: int
    last_scroll: int
    page: int

    def scrolled(self, key: str) -> int | None:
        """Return the first body line to show after a key that scrolls; None for any other key."""
        page = max(1, self.page - 1)
        target = {
            "up": self.scroll - 1,
            "down": self.scroll + 1,
            "pageup": self.scroll - page,
            "pagedown": self.scroll + page,
            "home": 0,
            "end": self.last_scroll,
        }.get(key)
        return None if target is None else min(max(target, 0), self.last_scroll)


def draw_frame(
    frame: Frame, width: int, height: int, scroll: int | None = None, entry_text: str = "", look: Look = PLAIN
) -> tuple[str, ...]:
    """Draw the whole screen: exactly `height` lines of at most `width` columns, the typed line included."""
    drawing = lay_out(frame, width, height, scroll, entry_text, look)
    rows = drawing.entry_rows
    typed = draw_lines(Text((frame.entry or "") + safe(entry_text)), width, look) if rows else ()
    return (*drawing.top, *typed[-rows:], *[""] * (rows - len(typed)), *drawing.bottom)


def lay_out(
    frame: Frame, width: int, height: int, scroll: int | None = None, entry_text: str = "", look: Look = PLAIN
) -> Drawing:
    """Divide `height` lines among header, body, typed line and keys.

    `scroll` is in lines; None means the beginning, or as far down as shows the frame's anchor.
    """
    header, bottom = _edges(frame, width, height, look)
    room = height - len(header) - len(bottom)
    echo = [line for block in frame.echo for line in draw_lines(block, width, look)][: room // 3]
    room -= len(echo)
    entry_rows = min(_entry_rows(frame, entry_text, width, max(1, room // 2)), room)
    page = room - entry_rows
    drawn = _drawn(frame, width, look)
    lines = [line for block in drawn for line in block]
    last_scroll = max(0, len(lines) - page)
    fills = frame.anchor is not None and scroll is None and len(drawn[frame.anchor]) == page
    spare = last_scroll and page >= _LEAST_FOR_TASK and not fills
    task = _task_line(frame, width, look) if spare else ""
    first = _first_line(drawn, frame.anchor, page, bool(task)) if scroll is None else scroll
    first = min(max(first, 0), last_scroll)
    shown = lines[first : first + page]
    if first and task:
        shown[0] = task
    shown += [""] * (page - len(shown))
    if first < last_scroll and len(bottom) > 1:
        bottom = (_more(len(lines) - first - page, width, look), *bottom[1:])
    return Drawing((*header, *shown), (*echo, *bottom), entry_rows, first, last_scroll, page)


def _drawn(frame: Frame, width: int, look: Look) -> list[tuple[str, ...]]:
    """Draw the blocks of the body, without the blank lines at its end."""
    drawn = [draw_lines(block, width, look) for block in frame.body]
    for number in reversed(range(len(drawn))):
        while drawn[number] and not drawn[number][-1]:
            drawn[number] = drawn[number][:-1]
        if drawn[number]:
            break
    return drawn


def _edges(frame: Frame, width: int, height: int, look: Look) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Draw the header and the keys; a low terminal goes without the rules, then the header, then the keys."""
    rule = draw_lines(Text("─" * width, style="dim"), width, look)
    most = sum(height >= least for least in _KEY_LINES_FROM_ROWS)
    keys = _key_lines(frame.keys, width, look, most) if most else ()
    keys = ("",) * len(keys) if frame.waits else keys
    header = (_header(frame, width, look),) if height >= 4 else ()
    return (*header, *(rule if height >= 6 else ())), (*(rule if height >= 5 else ()), *keys)


def _task_line(frame: Frame, width: int, look: Look) -> str:
    """Draw the line that says what is asked, for whoever has scrolled beyond it."""
    if frame.task is None:
        return ""
    lines = draw_lines(frame.body[frame.task], width - 2, look)
    return lines[0] + "".join(draw_lines(Text(" …", style="dim"), 2, look)) if lines else ""


def _first_line(drawn: Sequence[tuple[str, ...]], anchor: int | None, page: int, covered: int) -> int:
    """Return the first line to show, the task covering the `covered` (0 or 1) lines from there on."""
    total = sum(map(len, drawn))
    if anchor is None or total <= page:
        return 0
    begin = sum(map(len, drawn[:anchor]))  # an index may count from the end
    end = begin + len(drawn[anchor])
    # all of it, with as much above as fits; else its beginning
    return min(max(0, begin - covered), max(0, end - page))


def _header(frame: Frame, width: int, look: Look) -> str:
    clock = safe(frame.clock)
    room = width - 1 - (cell_len(clock) + 2 if clock else 0)
    parts = [safe(part) for part in frame.header if part]
    while len(parts) > 1 and cell_len(parts[0] + "  " + SEPARATOR.join(parts[1:])) > room:
        parts.pop()
    text = Text(" ")
    text.append(parts[0] if parts else "", "bold")
    if len(parts) > 1:
        text.append("  " + SEPARATOR.join(parts[1:]))
    text.truncate(room + 1, overflow="ellipsis")
    if clock:
        text.append(" " * max(1, width - 1 - text.cell_len - cell_len(clock)))
        text.append(clock, "bold")
    text.truncate(width)
    return (draw_lines(text, width, look) or ("",))[0]


def _key_lines(keys: Sequence[str], width: int, look: Look, most: int) -> tuple[str, ...]:
    rows = _key_rows([_shortened(safe(key), width - 2) for key in keys], width, most)
    texts = (Text(_key_line(row), no_wrap=True, overflow="ellipsis") for row in rows or [[]])
    return tuple((draw_lines(text, width, look) or ("",))[0] for text in texts)


def _key_rows(keys: Sequence[str], width: int, most: int) -> list[list[str]]:
    """Divide keys among at most `most` lines; the last one of a run that broke does not stand alone."""
    rows: list[list[str]] = []
    broken = False  # whether the last line goes on with the one before
    for key in keys:
        if not key:
            broken = False
            rows += [[]] if 0 < len(rows) < most else []
        elif not rows:
            rows.append([key])
        elif not rows[-1] or cell_len(_key_line([*rows[-1], key])) <= width:
            rows[-1].append(key)
        elif len(rows) < most:
            rows.append([key])
            broken = True
        else:
            break
    if broken and len(rows[-1]) == 1 and len(rows[-2]) > 2:
        alone = [rows[-2][-1], *rows[-1]]
        if cell_len(_key_line(alone)) <= width:
            rows[-2:] = [rows[-2][:-1], alone]
    return rows


def _key_line(row: Sequence[str]) -> str:
    return f" {SEPARATOR.join(row)}" if row else ""


def _shortened(key: str, room: int) -> str:
    return key.partition(" (")[0] if cell_len(key) > room and key.endswith(")") else key


def _more(hidden: int, width: int, look: Look) -> str:
    mark = f" {hidden} more line{'s' if hidden > 1 else ''} ↓ "
    if width < len(mark) + 4:
        mark = " ↓ "
    return draw_lines(Text("─" * max(width - len(mark) - 2, 0) + mark + "──", style="dim"), width, look)[0]


def _entry_rows(frame: Frame, entry_text: str, width: int, most: int) -> int:
    if frame.entry is None:
        return 0
    lines = entry_text.split("\n")
    first = cell_len(frame.entry)
    rows = sum((first + cell_len(line)) // max(width, 1) + 1 for line in lines)
    return max(1, min(rows, most, 6))
