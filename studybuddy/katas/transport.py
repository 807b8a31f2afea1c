"""Values go in and bytes come out, and back: a JSON tree with `.npy` leaves, every size capped.

Nothing that arrives is executed: no pickle, no object arrays, no class is looked up. What has no place in
the tree stays where it is and travels as an opaque `Handle`. Layout: the length of the JSON text (4 bytes),
the text, then each leaf with its length in front. Containers other than lists are one-key objects:
`{"t": […]}` tuple, `{"d": [[key, value], …]}` dict, `{"a": i}` array leaf i, `{"s": i}` NumPy scalar in leaf
i, `{"n": ["f8", x]}` a NumPy scalar of a frequent type, …
"""

import json
import math
import struct
import types
from collections.abc import Sequence
from typing import Any

import numpy as np

from studybuddy.katas import npy
from studybuddy.katas.travelling import (
    MAX_BYTES,
    MAX_DEPTH,
    MAX_DIGITS,
    MAX_NODES,
    MAX_YIELDED,
    Chunks,
    Function,
    Handle,
    Seeded,
    TransportError,
    Yielded,
    too_large,
)

LENGTH = struct.Struct("<I")
NODE_BYTES = 8
ATOMS = frozenset({type(None), bool, float})  # go into the tree as they are, and need no look of their own
READ_ATOMS = ATOMS | {int, str}
SCALARS = {np.float64: "f8", np.int64: "i8", np.bool_: "b1"}
SCALAR_TYPES = {name: kind for kind, name in SCALARS.items()}
GENERATORS = (types.GeneratorType, map, filter, zip, enumerate)
_write = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode
_read = json.JSONDecoder().decode


class Encoder:
    """Writes one value. `keep` takes an object that cannot travel and returns its handle's number."""

    def __init__(self, keep: Any = None) -> None:
        self._keep = keep
        self._leaves: list[bytes] = []
        self._nodes = 0
        self._bytes = 0

    def encode(self, value: Any) -> bytes:
        """Return the bytes of `value`. Raises: TransportError."""
        text = _write(self._tree(value, 0)).encode()
        parts = [LENGTH.pack(len(text)), text]
        for leaf in self._leaves:
            parts += [LENGTH.pack(len(leaf)), leaf]
        encoded = b"".join(parts)
        if len(encoded) > MAX_BYTES:
            raise TransportError(too_large(len(encoded)))
        return encoded

    def _count(self, nodes: int, size: int) -> None:
        self._nodes += nodes
        self._bytes += size
        if self._nodes > MAX_NODES:
            message = f"more than {MAX_NODES} values"
            raise TransportError(message)
        if self._bytes > MAX_BYTES:
            raise TransportError(too_large(self._bytes))

    def _items(self, values: Sequence[Any], depth: int) -> list[Any]:
        self._count(len(values), NODE_BYTES * len(values))
        return [each if type(each) in ATOMS else self._tree(each, depth) for each in values]

    def _tree(self, value: Any, depth: int) -> Any:  # noqa: PLR0911 - one return per kind of value
        if depth > MAX_DEPTH:
            message = f"nested deeper than {MAX_DEPTH} levels"
            raise TransportError(message)
        kind = type(value)
        if kind in ATOMS:
            return value
        if kind is np.ndarray:
            return self._array(value)
        if kind is tuple:
            return {"t": self._items(value, depth + 1)}
        if kind is list:
            return self._items(value, depth + 1)
        if kind is int:
            return self._integer(value)
        if kind is str:
            self._count(0, len(value))
            return value
        if kind in SCALARS:
            return {"n": [SCALARS[kind], value.item()]}
        return self._relative(value, depth)

    def _relative(self, value: Any, depth: int) -> Any:  # noqa: PLR0911 - one return per kind of value
        """Return the tree of what is not exactly one of the frequent types, or of a child of one."""
        if isinstance(value, np.ndarray):
            return self._array(value)
        if isinstance(value, np.generic):
            return {"s": self._leaf(np.asarray(value))}
        if isinstance(value, int):
            return self._integer(int(value))
        if isinstance(value, float):
            return float(value)
        if isinstance(value, str):
            self._count(0, len(value))
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
            return {"y": self._items(value, depth)}
        if isinstance(value, list):
            return self._items(value, depth)
        if isinstance(value, tuple):
            return {"t": self._items(value, depth)}
        if isinstance(value, dict):
            self._count(2 * len(value), 2 * NODE_BYTES * len(value))
            return {"d": [[self._tree(key, depth), self._tree(each, depth)] for key, each in value.items()]}
        if isinstance(value, set | frozenset):
            return {"set": self._items(tuple(value), depth)}
        if isinstance(value, GENERATORS):
            return {"y": self._items(tuple(_at_most(MAX_YIELDED, value)), depth)}
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
        if array.dtype.kind not in npy.PLAIN_KINDS:
            message = f"an array of dtype {array.dtype}"
            raise TransportError(message)
        return {"a": self._leaf(array)}

    def _leaf(self, array: Any) -> int:
        self._count(1, array.size * array.itemsize)  # before copying: broadcast arrays are small in memory
        self._leaves.append(npy.packed(np.asarray(array)))
        return len(self._leaves) - 1


def _at_most(count: int, iterator: Any) -> Any:
    for number, each in enumerate(iterator):
        if number >= count:
            message = f"a generator that yields more than {count} items"
            raise TransportError(message)
        yield each


class Decoder:
    """Reads one value. `find` takes a handle and returns what stands for it."""

    def __init__(self, find: Any = None) -> None:
        self._find = find or (lambda value: value)
        self._leaves: list[memoryview] = []

    def decode(self, encoded: bytes) -> Any:
        """Return the value. Raises: TransportError, whatever the bytes are."""
        try:
            (size,) = LENGTH.unpack_from(encoded)
            text = encoded[LENGTH.size : LENGTH.size + size].decode()
            self._leaves = _split(memoryview(encoded)[LENGTH.size + size :])
            return self._value(_read(text), 0)
        except TransportError:
            raise
        except MemoryError as error:
            message = "bytes that need too much memory"
            raise TransportError(message) from error
        except Exception as error:
            # Whatever a forged message makes json and the array header's parser raise.
            message = f"bytes that are no value ({type(error).__name__})"
            raise TransportError(message) from error

    def _items(self, body: list[Any], depth: int) -> list[Any]:
        return [each if type(each) in READ_ATOMS else self._value(each, depth + 1) for each in body]

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
                return npy.unpacked(self._leaves[body])
            case "t":
                return tuple(self._items(body, depth))
            case "n":
                return SCALAR_TYPES[body[0]](body[1])
            case "d":
                return {self._value(key, depth + 1): self._value(each, depth + 1) for key, each in body}
            case "s":
                return npy.unpacked(self._leaves[body])[()]
            case "set":
                return set(self._items(body, depth))
            case "y":
                return Yielded(self._items(body, depth))
            case "z":
                return complex(*body)
        return self._find(self._special(tag, body))

    def _special(self, tag: str, body: Any) -> Handle | Seeded | Function | Chunks:
        match tag:
            case "h":
                return Handle(int(body[0]), str(body[1]))
            case "r":
                return Seeded(int(body))
            case "f":
                return Function(str(body))
            case "c":
                return Chunks(npy.unpacked(self._leaves[body[0]]), int(body[1]))
        message = f"unknown tag {tag[:20]!r}"
        raise TransportError(message)


def _split(view: memoryview) -> list[memoryview]:
    leaves = []
    while view:
        (size,) = LENGTH.unpack_from(view)
        if size > len(view) - LENGTH.size:
            message = "a leaf that is cut short"
            raise TransportError(message)
        leaves.append(view[LENGTH.size : LENGTH.size + size])
        view = view[LENGTH.size + size :]
    return leaves


def encode(value: Any) -> bytes:
    """Return the bytes of `value`, which holds no object that must stay. Raises: TransportError."""
    return Encoder().encode(value)


def decode(encoded: bytes) -> Any:
    """Return the value of bytes from anywhere, handles as `Handle`. Raises: TransportError."""
    return Decoder().decode(encoded)
