"""Strengths by kata in, the lines of a table out; and the folder where the tests keep strengths."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from studybuddy.katas.measured import Strength

HEAD = ("kata", "mutants", "killed", "share", "rejects", "caught", "seeds", "runs", "refused", "check")
WIDTHS = (28, 8, 7, 7, 8, 7, 6, 6, 8, 8)


def strength_folder(config: pytest.Config) -> Path:
    assert config.cache is not None
    return Path(config.cache.mkdir("strength"))


def _line(cells: tuple[str, ...]) -> str:
    name, *figures = cells
    return f"{name:<{WIDTHS[0]}}" + "".join(
        f"{figure:>{width}}" for figure, width in zip(figures, WIDTHS[1:], strict=True)
    )


def _figures(found: Strength) -> tuple[str, ...]:
    caught = sum(bool(checks) for _, checks in found.caught_by)
    share = f"{found.share:.1%}"
    counts = (found.mutants, found.killed, share, len(found.caught_by), caught, found.seeds, found.runs)
    return (*map(str, counts), str(len(found.refused)), f"{found.check_ms} ms")


HEADING = _line(HEAD)


def row(name: str, found: Strength | None) -> str:
    return _line((name, *_figures(found))) if found else f"{name:<{WIDTHS[0]}} not measured as it is now"


def table(strengths: Mapping[str, Strength | None]) -> Iterator[str]:
    yield HEADING
    yield from (row(name, found) for name, found in strengths.items())
