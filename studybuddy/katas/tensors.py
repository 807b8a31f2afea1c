"""A seed goes in, named shapes and random inputs of those shapes come out: the `t` of a check block."""

from typing import Any

import numpy as np

from studybuddy.katas.travelling import Chunks, Seeded

SIZES = (2, 3, 4, 5, 6, 7, 8, 9)
Size = str | int


class Tensors:
    """Draws inputs. A size is a number, or a name such as "B" that stands for one size in the whole draw.

    Different names get different sizes (2 to 9), so that swapped axes cannot agree by accident. Every draw
    is decided by the seed. `sizes` fixes chosen names.
    """

    def __init__(self, seed: tuple[int, ...], sizes: dict[str, int] | None = None) -> None:
        self._rng = np.random.default_rng(seed)
        self._sizes = dict(sizes or {})
        taken = set(self._sizes.values())
        self._free = [int(size) for size in self._rng.permutation(SIZES) if int(size) not in taken]

    def size(self, name: Size) -> int:
        """Return the size that `name` stands for. Raises: ValueError, beyond eight names."""
        if isinstance(name, int):
            return name
        if name not in self._sizes:
            if not self._free:
                message = f"no size is left for {name!r}: a draw has at most {len(SIZES)} named sizes"
                raise ValueError(message)
            self._sizes[name] = self._free.pop()
        return self._sizes[name]

    def _shape(self, names: tuple[Size, ...]) -> tuple[int, ...]:
        return tuple(self.size(name) for name in names)

    def normal(self, *shape: Size, loc: float = 0.0, scale: float = 1.0) -> Any:
        """Return float64 draws from a normal distribution; a float without a shape."""
        return self._rng.normal(loc, scale, self._shape(shape) if shape else None)

    def uniform(self, *shape: Size, low: float = 0.0, high: float = 1.0) -> Any:
        """Return float64 draws from [low, high); a float without a shape."""
        return self._rng.uniform(low, high, self._shape(shape) if shape else None)

    def integers(self, *shape: Size, low: int = 0, high: Size = 10) -> Any:
        """Return int64 draws, low ≤ n < high, where `high` may be a named size; an int without a shape."""
        drawn = self._rng.integers(low, self.size(high), self._shape(shape) if shape else None)
        return drawn if shape else int(drawn)

    def booleans(self, *shape: Size, share: float = 0.5) -> Any:
        """Return bool draws that are true with probability `share`."""
        return self._rng.random(self._shape(shape)) < share

    def probabilities(self, *shape: Size) -> Any:
        """Return positive float64 whose last axis sums to 1 (Dirichlet with all parameters 1)."""
        raw = self._rng.exponential(size=self._shape(shape))
        return raw / raw.sum(axis=-1, keepdims=True)

    def positive_definite(self, name: Size) -> Any:
        """Return a symmetric positive definite matrix, well conditioned, of shape (name, name)."""
        size = self.size(name)
        root = self._rng.normal(size=(size, size))
        return root @ root.T + size * np.eye(size)

    def orthogonal(self, name: Size) -> Any:
        """Return an orthogonal matrix of shape (name, name)."""
        q, r = np.linalg.qr(self._rng.normal(size=(self.size(name),) * 2))
        return q * np.sign(np.diag(r))

    def permutation(self, name: Size) -> Any:
        """Return the numbers 0 … name − 1 in random order (int64)."""
        return self._rng.permutation(self.size(name))

    def choice(self, options: Any, *shape: Size) -> Any:
        """Return draws from `options`, each equally likely: an array with a shape, one option without."""
        if shape:
            return self._rng.choice(np.asarray(options), self._shape(shape))
        return options[int(self._rng.integers(len(options)))]

    def words(self, count: Size, alphabet: str = "abc", longest: int = 6) -> list[str]:
        """Return words of 1 to `longest` letters."""
        lengths = self._rng.integers(1, longest + 1, self.size(count))
        return ["".join(self._rng.choice(list(alphabet), int(length))) for length in lengths]

    def generator(self) -> Seeded:
        """Return what reaches the learner as a `np.random.Generator`, seeded alike for the reference."""
        return Seeded(int(self._rng.integers(2**32)))

    def chunks(self, array: Any, rows: int) -> Chunks:
        """Return what reaches the learner as an iterator over pieces of `rows` rows of `array`."""
        return Chunks(array, rows)
