import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studybuddy.workers.frames import Channel, FrameReader, OversizedFrameError, pack


@given(st.lists(st.binary(max_size=200), max_size=8), st.lists(st.integers(1, 50), min_size=1, max_size=20))
def test_frames_survive_any_cutting_of_the_stream(payloads: list[bytes], cuts: list[int]) -> None:
    stream = b"".join(map(pack, payloads))
    reader, received, at, turn = FrameReader(1000), [], 0, 0
    while at < len(stream):
        step = cuts[turn % len(cuts)]
        received += reader.feed(stream[at : at + step])
        at, turn = at + step, turn + 1
    assert received == payloads
    assert reader.is_empty


def test_header_above_the_cap_is_refused_before_its_body_arrives() -> None:
    with pytest.raises(OversizedFrameError, match="4294967295"):
        FrameReader(1 << 20).feed(b"\xff\xff\xff\xff")


def test_half_a_frame_is_not_empty() -> None:
    reader = FrameReader(10)
    assert reader.feed(pack(b"abc")[:5]) == []
    assert not reader.is_empty


def test_channel_reads_what_it_writes_and_ends_with_the_other_side() -> None:
    source, sink = os.pipe()
    channel = Channel(source, sink)
    assert not channel.has_more()
    channel.send(b"hello")
    assert channel.has_more()
    assert channel.receive() == b"hello"
    assert not channel.has_more()
    os.close(sink)
    with pytest.raises(EOFError):
        channel.receive()
    os.close(source)
