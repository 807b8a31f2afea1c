"""The lines of a derivation and what the learner did flow in; how each line was reached so far flows out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from studybuddy.model import Line, Reached


@dataclass(frozen=True, slots=True)
class Path:
    """How far a derivation has come: `reached` says it for each line up to the one asked now.

    `own` is what the learner typed for them, as LaTeX: empty where nothing was, and its end may be missing.
    `hinted` means that the reason of the line asked now was shown; `mistakes` counts lines that were wrong.
    """

    lines: Sequence[Line] = ()
    reached: tuple[Reached, ...] = ()
    own: tuple[str, ...] = ()
    hinted: bool = False
    mistakes: int = 0

    @property
    def place(self) -> int:
        """The number, from 0, of the line that is asked now."""
        return len(self.reached)

    @property
    def finished(self) -> bool:
        """Whether no line is left."""
        return self.place >= len(self.lines)

    def started(self) -> "Path":
        """Go to the first line that is asked."""
        return self._onward(())

    def own_line(self, number: int) -> str:
        """Return what the learner typed for a line; nothing where the card's own line stands."""
        return self.own[number] if number < len(self.own) else ""

    def taken(self, place: int, own: str = "") -> "Path":
        """Take a typed line after which `place` is asked; lines in between were skipped."""
        last = max(number for number in range(self.place, place) if self.lines[number].asked)
        steps = [self._unasked(number) or Reached.SKIPPED for number in range(self.place, last)]
        steps.append(Reached.TYPED)
        if self.hinted:
            steps[0] = Reached.HINTED  # it was the reason of this line, also when a later one was typed
        return self._onward((*self.reached, *steps), self._own_until(last, own))

    def ended(self, how: Reached, own: str = "") -> "Path":
        """End the line asked now in another way than by typing it right."""
        return self._onward((*self.reached, how), self._own_until(self.place, own))

    def given_up(self) -> "Path":
        """Reveal every line that is left."""
        left = range(self.place, len(self.lines))
        return self._onward((*self.reached, *(self._unasked(number) or Reached.REVEALED for number in left)))

    def ticked(self, ticked: frozenset[int]) -> "Path":
        """Take the ticks of a derivation done on paper; they count the lines that are asked."""
        asked = [number for number, line in enumerate(self.lines) if line.asked]
        had = {number for place, number in enumerate(asked) if place in ticked}
        reached = tuple(
            self._unasked(number) or (Reached.TICKED if number in had else Reached.REVEALED)
            for number in range(len(self.lines))
        )
        return replace(self, reached=reached)

    def mistaken(self) -> "Path":
        """Count a line that was wrong."""
        return replace(self, mistakes=self.mistakes + 1)

    def _own_until(self, number: int, own: str) -> tuple[str, ...]:
        return (*self.own, *[""] * (number - len(self.own)), own)

    def _onward(self, reached: tuple[Reached, ...], own: tuple[str, ...] | None = None) -> "Path":
        while len(reached) < len(self.lines) and not self.lines[len(reached)].asked:
            reached = (*reached, Reached.SHOWN)
        own = self.own if own is None else own
        return replace(self, reached=reached, own=own, hinted=False)

    def _unasked(self, number: int) -> Reached | None:
        return None if self.lines[number].asked else Reached.SHOWN
