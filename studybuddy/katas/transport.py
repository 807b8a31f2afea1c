"""Values go in and bytes come out, and back: a JSON tree with `.npy` leaves, every size capped.

Nothing that arrives is executed: no pickle, no object arrays, no class is looked up. What has no place in
the tree stays where it is and travels as an opaque `Handle`. Layout: the length of the JSON text (4 bytes),
the text, then each leaf with its length in front. Containers other than lists are one-key objects:
`{"t": […]}` tuple, `{"d": [[key, value], …]}` dict, `{"a": i}` array leaf i, `{"s": i}` NumPy scalar, …
"""

import functools
import io
import json
import math
import struct
import types
from dataclasses import dataclass
from typing import Any

import numpy as np

MAX_BYTES = 32 << 20
MAX_NODES = 200_000
MAX_DEPTH = 60
MAX_DIGITS = 4000
MAX_YIELDED = 10_000
LENGTH = struct.Struct("<I")
PLAIN_KINDS = frozenset("biufcUSmM")
HEADER_CAP = 10_000
NPY_START = 10  # magic, version, and the length of the header in two bytes


class TransportError(Exception):
    """A value is too large, too deep or of a kind that does not travel; or bytes are no such value."""


@dataclass(frozen=True, slots=True)
class Handle:
    """An object that stayed in the process that made it. `type_name` is for messages only."""

    number: int
    type_name: str


@dataclass(frozen=True, slots=True)
class Seeded:
    """Arrives as `np.random.default_rng(seed)`."""

    seed: int


@dataclass(frozen=True, slots=True)
class Function:
    """Arrives as the function that the expression `source` gives, with `np` at hand."""

    source: str


@dataclass(frozen=True, slots=True)
class Chunks:
    """Arrives as an iterator over copies of `rows` rows of `array` at a time."""

    array: Any
    rows: int


class Yielded(list[Any]):
    """What a generator gave, item by item."""


class Encoder:
    """Writes one value. `keep` takes an object that cannot travel and returns its handle's number."""

    def __init__(self, keep: Any = None) -> None:
        self._keep = keep
        self._leaves: list[bytes] = []
        self._nodes = 0
        self._bytes = 0

    def encode(self, value: Any) -> bytes:
        """Return the bytes of `value`. Raises: TransportError."""
        text = json.dumps(self._tree(value, 0), separators=(",", ":")).encode()
        parts = [LENGTH.pack(len(text)), text]
        for leaf in self._leaves:
            parts += [LENGTH.pack(len(leaf)), leaf]
        encoded = b"".join(parts)
        if len(encoded) > MAX_BYTES:
            raise TransportError(_too_large(len(encoded)))
        return encoded

    def _count(self, size: int) -> None:
        self._nodes += 1
        self._bytes += size
        if self._nodes > MAX_NODES:
            message = f"more than {MAX_NODES} values"
            raise TransportError(message)
        if self._bytes > MAX_BYTES:
            raise TransportError(_too_large(self._bytes))

    def _tree(self, value: Any, depth: int) -> Any:  # noqa: PLR0911 - one return per kind of value
        if depth > MAX_DEPTH:
            message = f"nested deeper than {MAX_DEPTH} levels"
            raise TransportError(message)
        self._count(8)
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, np.ndarray):
            return self._array(value)
        if isinstance(value, np.generic):
            return {"s": self._leaf(np.asarray(value))}
        if isinstance(value, int):
            return self._integer(int(value))
        if isinstance(value, float):
            return float(value)
        if isinstance(value, str):
            self._count(len(value))
            return str(value)
        if isinstance(value, complex):
            return {"z": [value.real, value.imag]}
        return self._container(value, depth + 1)

    def _integer(self, value: int) -> int:
        if value.bit_length() > MAX_DIGITS * 3:
            message = f"an integer of about {int(value.bit_length() * math.log10(2))} digits"
            raise TransportError(message)
        return value

    def _container(self, value: Any, depth: int) -> Any:  # noqa: PLR0911 - one return per kind of value
        if isinstance(value, Yielded):
            return {"y": [self._tree(each, depth) for each in value]}
        if isinstance(value, list):
            return [self._tree(each, depth) for each in value]
        if isinstance(value, tuple):
            return {"t": [self._tree(each, depth) for each in value]}
        if isinstance(value, dict):
            return {"d": [[self._tree(key, depth), self._tree(each, depth)] for key, each in value.items()]}
        if isinstance(value, set | frozenset):
            return {"set": [self._tree(each, depth) for each in value]}
        if isinstance(value, types.GeneratorType | map | filter | zip | enumerate):
            return {"y": [self._tree(each, depth) for each in _at_most(MAX_YIELDED, value)]}
        return self._special(value)

    def _special(self, value: Any) -> Any:
        if isinstance(value, Handle):
            return {"h": [value.number, value.type_name]}
        if isinstance(value, Seeded):
            return {"r": value.seed}
        if isinstance(value, Function):
            return {"f": value.source}
        if isinstance(value, Chunks):
            return {"c": [self._leaf(np.asarray(value.array)), value.rows]}
        if self._keep is None:
            message = f"a {type(value).__name__} does not travel to the learner's process"
            raise TransportError(message)
        return {"h": [self._keep(value), str(type(value).__name__)[:80]]}

    def _array(self, array: Any) -> Any:
        if array.dtype.kind not in PLAIN_KINDS:
            message = f"an array of dtype {array.dtype}"
            raise TransportError(message)
        return {"a": self._leaf(array)}

    def _leaf(self, array: Any) -> int:
        self._count(array.size * array.itemsize)  # before copying: a broadcast array is small only in memory
        plain = np.asarray(array)
        fortran = plain.flags.f_contiguous and not plain.flags.c_contiguous
        self._leaves.append(
            _header(plain.shape, plain.dtype, fortran) + plain.tobytes("F" if fortran else "C")
        )
        return len(self._leaves) - 1


@functools.lru_cache(maxsize=256)
def _header(shape: tuple[int, ...], dtype: Any, fortran: bool) -> bytes:
    """Return the head of a `.npy` file, version 1.0."""
    stream = io.BytesIO()
    descr = np.lib.format.dtype_to_descr(dtype)
    fields = {"descr": descr, "fortran_order": fortran, "shape": shape}
    np.lib.format.write_array_header_1_0(stream, fields)
    return stream.getvalue()


@functools.lru_cache(maxsize=256)
def _read_header(head: bytes) -> tuple[tuple[int, ...], bool, Any]:
    """Return shape, order and dtype of a `.npy` head. Raises: ValueError."""
    stream = io.BytesIO(head)
    if np.lib.format.read_magic(stream) != (1, 0):
        raise ValueError
    shape, fortran, dtype = np.lib.format.read_array_header_1_0(stream, HEADER_CAP)
    return shape, fortran, dtype


def _too_large(size: int) -> str:
    return f"more than {MAX_BYTES >> 20} MiB (at least {size} bytes)"


def _at_most(count: int, iterator: Any) -> Any:
    for number, each in enumerate(iterator):
        if number >= count:
            message = f"a generator that yields more than {count} items"
            raise TransportError(message)
        yield each


class Decoder:
    """Reads one value. `find` takes a handle and returns what stands for it."""

    def __init__(self, find: Any = None) -> None:
        self._find = find
        self._leaves: list[bytes] = []

    def decode(self, encoded: bytes) -> Any:
        """Return the value. Raises: TransportError, whatever the bytes are."""
        try:
            (size,) = LENGTH.unpack_from(encoded)
            text = encoded[LENGTH.size : LENGTH.size + size]
            self._leaves = _split(memoryview(encoded)[LENGTH.size + size :])
            return self._value(json.loads(text), 0)
        except TransportError:
            raise
        except MemoryError as error:
            message = "bytes that need too much memory"
            raise TransportError(message) from error
        except Exception as error:
            # Whatever a forged message makes json and the array header's parser raise.
            message = f"bytes that are no value ({type(error).__name__})"
            raise TransportError(message) from error

    def _value(self, tree: Any, depth: int) -> Any:  # noqa: PLR0911 - one return per tag
        if depth > 2 * MAX_DEPTH:
            message = "nested too deep"
            raise TransportError(message)
        if isinstance(tree, list):
            return self._items(tree, depth)
        if not isinstance(tree, dict):
            return tree
        ((tag, body),) = tree.items()
        match tag:
            case "a":
                return self._leaf(body)
            case "s":
                return self._leaf(body)[()]
            case "t":
                return tuple(self._items(body, depth))
            case "d":
                return {self._value(key, depth + 1): self._value(each, depth + 1) for key, each in body}
            case "set":
                return set(self._items(body, depth))
            case "y":
                return Yielded(self._items(body, depth))
            case "z":
                return complex(*body)
        return self._special(tag, body)

    def _items(self, body: list[Any], depth: int) -> list[Any]:
        return [self._value(each, depth + 1) for each in body]

    def _special(self, tag: str, body: Any) -> Any:
        match tag:
            case "h":
                handle = Handle(int(body[0]), str(body[1]))
                return self._find(handle) if self._find else handle
            case "r":
                return self._find(Seeded(int(body))) if self._find else Seeded(int(body))
            case "f":
                return self._find(Function(str(body))) if self._find else Function(str(body))
            case "c":
                chunks = Chunks(self._leaf(body[0]), int(body[1]))
                return self._find(chunks) if self._find else chunks
        message = f"unknown tag {tag[:20]!r}"
        raise TransportError(message)

    def _leaf(self, index: int) -> Any:
        leaf = self._leaves[index]
        start = NPY_START + int.from_bytes(leaf[8:NPY_START], "little")
        shape, fortran, dtype = _read_header(leaf[:start])
        # The header is a claim: it must describe exactly the bytes that are here.
        body = leaf[start:]
        if dtype.kind not in PLAIN_KINDS or math.prod(shape) * dtype.itemsize != len(body):
            message = "an array whose header does not fit its bytes"
            raise TransportError(message)
        if dtype.itemsize == 0:
            return np.zeros(shape if math.prod(shape) < MAX_NODES else (), dtype)
        flat = np.frombuffer(body, dtype).copy()
        return flat.reshape(shape, order="F" if fortran else "C")


def _split(view: memoryview) -> list[bytes]:
    leaves = []
    while view:
        (size,) = LENGTH.unpack_from(view)
        if size > len(view) - LENGTH.size:
            message = "a leaf that is cut short"
            raise TransportError(message)
        leaves.append(bytes(view[LENGTH.size : LENGTH.size + size]))
        view = view[LENGTH.size + size :]
    return leaves


def encode(value: Any) -> bytes:
    """Return the bytes of `value`, which holds no object that must stay. Raises: TransportError."""
    return Encoder().encode(value)


def decode(encoded: bytes) -> Any:
    """Return the value of bytes from anywhere, handles as `Handle`. Raises: TransportError."""
    return Decoder().decode(encoded)
