"""Two drawings of the same thing flow in, the one that suits the width flows out when it is drawn."""

from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult

NARROW = 60
"""Terminals of fewer columns get the narrow drawing."""


@dataclass(frozen=True, slots=True)
class ByWidth:
    """Drawn as `wide` where there are at least `NARROW` columns, else as `narrow`."""

    wide: RenderableType
    narrow: RenderableType

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield self.wide if options.max_width >= NARROW else self.narrow
