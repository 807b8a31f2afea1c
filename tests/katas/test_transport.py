import math
import struct
from contextlib import suppress
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from studybuddy.katas.transport import decode, encode
from studybuddy.katas.travelling import Chunks, Handle, Seeded, TransportError, Yielded

scalars = st.none() | st.booleans() | st.integers(-(2**80), 2**80) | st.floats() | st.text(max_size=20)
arrays = hnp.arrays(
    st.sampled_from(["<f8", "<f4", "<i8", "|b1", "<c16", ">f8", "<U3"]),
    hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4),
)
trees = st.recursive(
    scalars | arrays,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(st.text(max_size=5) | st.integers(), inner, max_size=4)
    ),
    max_leaves=10,
)


def same(one: Any, other: Any) -> bool:
    if isinstance(one, np.ndarray):
        alike = one.dtype == other.dtype and one.shape == other.shape
        return alike and one.tobytes() == other.tobytes()
    if isinstance(one, float) and math.isnan(one):
        return isinstance(other, float) and math.isnan(other)
    if isinstance(one, list | tuple):
        return type(one) is type(other) and len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    return type(one) is type(other) and bool(one == other)


@given(trees)
@settings(max_examples=150, deadline=None)
def test_values_come_back_as_they_went(value: Any) -> None:
    assert same(value, decode(encode(value)))


@given(st.binary(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_a_value_or_a_transport_error(noise: bytes) -> None:
    for message in (noise, struct.pack("<I", len(noise)) + noise):
        try:
            decode(message)
        except TransportError:
            continue


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_a_damaged_message_is_a_value_or_a_transport_error(data: st.DataObject) -> None:
    message = bytearray(encode({"a": np.arange(6.0).reshape(2, 3), "b": [1, (2.5, "x")]}))
    for _ in range(data.draw(st.integers(1, 4))):
        message[data.draw(st.integers(0, len(message) - 1))] = data.draw(st.integers(0, 255))
    with suppress(TransportError):
        decode(bytes(message))


@pytest.mark.parametrize(
    "value",
    [np.asfortranarray(np.arange(6.0).reshape(2, 3)), np.arange(12.0).reshape(3, 4)[:, ::2], np.float64(2.5)],
    ids=["fortran order", "strided", "scalar"],
)
def test_memory_layout_does_not_change_values(value: Any) -> None:
    back = decode(encode(value))
    assert np.array_equal(back, value)
    assert type(back) is type(value)


@pytest.mark.parametrize("value", [Handle(3, "LRU"), Seeded(5), Yielded([1, 2])])
def test_special_values_arrive_as_themselves(value: Any) -> None:
    assert decode(encode(value)) == value


def test_chunks_arrive_with_their_array() -> None:
    back = decode(encode(Chunks(np.arange(6.0), 2)))
    assert back.rows == 2
    assert back.array.tolist() == [0, 1, 2, 3, 4, 5]


def deep() -> list[Any]:
    nested: list[Any] = []
    for _ in range(1000):
        nested = [nested]
    return nested


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (np.array([object()]), "dtype object"),
        (np.zeros(1, dtype=[("a", "<f8")]), "dtype"),
        (np.broadcast_to(np.zeros(1), (10**6, 10**6)), "MiB"),
        ("x" * (40 << 20), "MiB"),
        ([0] * 300_000, "more than 200000 values"),
        (deep(), "deeper"),
        (1 << 100_000, "digits"),
        (object(), "does not travel"),
    ],
    ids=["objects", "structured", "broadcast", "text", "many", "deep", "integer", "object"],
)
def test_what_is_too_large_or_strange_is_refused(value: Any, words: str) -> None:
    with pytest.raises(TransportError, match=words):
        encode(value)


def test_an_endless_generator_is_refused() -> None:
    def forever() -> Any:
        while True:
            yield 1

    with pytest.raises(TransportError, match="yields more"):
        encode(forever())
