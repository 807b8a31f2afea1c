"""Bytes go in, length-prefixed frames come out: the only thing that crosses a process boundary."""

import os
import struct
import sys

HEADER = struct.Struct("<I")
READ_SIZE = 1 << 16


class OversizedFrameError(Exception):
    """A peer announced a frame above the cap; nothing after it can be trusted."""


def pack(payload: bytes) -> bytes:
    """Return `payload` with its length in front (4 bytes, little endian)."""
    return HEADER.pack(len(payload)) + payload


class FrameReader:
    """Collects bytes as they arrive and hands out whole frames of at most `cap` bytes each."""

    def __init__(self, cap: int) -> None:
        self._cap = cap
        self._buffer = bytearray()

    @property
    def is_empty(self) -> bool:
        """Whether no byte of a frame has arrived that was not handed out."""
        return not self._buffer

    def feed(self, chunk: bytes) -> list[bytes]:
        """Add `chunk` and return the frames it completed, oldest first.

        Raises: OversizedFrameError, as soon as a header announces more than the cap.
        """
        self._buffer += chunk
        frames = []
        while len(self._buffer) >= HEADER.size:
            (size,) = HEADER.unpack_from(self._buffer)
            if size > self._cap:
                message = f"a frame of {size} bytes, the cap is {self._cap}"
                raise OversizedFrameError(message)
            end = HEADER.size + size
            if len(self._buffer) < end:
                break
            frames.append(bytes(self._buffer[HEADER.size : end]))
            del self._buffer[:end]
        return frames


class Channel:
    """The worker's own end: blocking reads and writes of whole frames on two descriptors."""

    def __init__(self, source: int, sink: int) -> None:
        self._source = source
        self._sink = sink

    def receive(self) -> bytes:
        """Return the next frame. Raises: EOFError, when the other side has gone."""
        (size,) = HEADER.unpack(self._exactly(HEADER.size))
        return self._exactly(size)

    def has_more(self) -> bool:
        """Return whether something has arrived, or the other side has gone: `receive` would begin to read."""
        if sys.platform == "win32":  # there `select` knows sockets alone
            return _pipe_holds_some(self._source)
        import select

        return bool(select.select([self._source], [], [], 0)[0])

    def send(self, payload: bytes) -> None:
        """Write one frame, however long the other side takes to read it."""
        view = memoryview(pack(payload))
        while view:
            view = view[os.write(self._sink, view) :]

    def _exactly(self, size: int) -> bytes:
        parts = []
        while size:
            part = os.read(self._source, min(size, READ_SIZE))
            if not part:
                raise EOFError
            parts.append(part)
            size -= len(part)
        return b"".join(parts)


def _pipe_holds_some(descriptor: int) -> bool:
    """Return whether a pipe of Windows can be read without waiting; one whose other end has gone can."""
    if sys.platform != "win32":
        raise NotImplementedError
    import _winapi
    import msvcrt

    try:
        return _winapi.PeekNamedPipe(msvcrt.get_osfhandle(descriptor))[-2] > 0
    except BrokenPipeError:
        return True
