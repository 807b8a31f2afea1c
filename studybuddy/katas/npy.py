"""An array goes in, `.npy` bytes come out, and back: a header is a claim, and is held against the bytes."""

import functools
import io
import math
from typing import Any

import numpy as np

from studybuddy.katas.travelling import MAX_NODES, TransportError

PLAIN_KINDS = frozenset("biufcUSmM")
HEADER_CAP = 10_000
START = 10  # magic, version, and the length of the header in two bytes


def packed(array: Any) -> bytes:
    """Return a plain array as a `.npy` file, version 1.0."""
    flags = array.flags
    fortran = flags.f_contiguous and not flags.c_contiguous
    body: bytes = array.tobytes("F" if fortran else "C")
    return _header(array.shape, array.dtype, fortran) + body


def unpacked(leaf: memoryview) -> Any:
    """Return the array of bytes from anywhere. Raises: TransportError, ValueError and what headers raise."""
    start = START + int.from_bytes(leaf[8:START], "little")
    shape, fortran, dtype = _read_header(bytes(leaf[:start]))
    body = leaf[start:]
    if dtype.kind not in PLAIN_KINDS or math.prod(shape) * dtype.itemsize != len(body):
        message = "an array whose header does not fit its bytes"
        raise TransportError(message)
    if dtype.itemsize == 0:
        return np.zeros(shape if math.prod(shape) < MAX_NODES else (), dtype)
    flat = np.frombuffer(body, dtype).copy()
    return flat.reshape(shape, order="F" if fortran else "C")


@functools.lru_cache(maxsize=256)
def _header(shape: tuple[int, ...], dtype: Any, fortran: bool) -> bytes:
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
