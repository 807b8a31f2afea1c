"""What a worker prints flows in; as much of it as is kept, and the stack that it was asked for, flow out."""

KEPT_BYTES = 16 << 10
TOO_MUCH = "it printed more than {} bytes"
_OUTERMOST = (b"in <module>\n", b"  ...\n")  # the last line of a stack, or that of one which is too long


class Printed:
    """The first part of what one worker printed and, once its stack is asked for, of what it prints then."""

    def __init__(self, most_bytes: int) -> None:
        """Take how much the worker may print in all."""
        self._most_bytes = most_bytes
        self._count = 0
        self._kept = bytearray()
        self._stack: bytearray | None = None

    @property
    def kept(self) -> bytes:
        """What was printed before a stack was asked for."""
        return bytes(self._kept)

    @property
    def stack(self) -> bytes:
        """What was printed since a stack was asked for."""
        return bytes(self._stack or b"")

    @property
    def stack_is_whole(self) -> bool:
        """Whether a stack was written to its end."""
        return self._stack is not None and self._stack.endswith(_OUTERMOST)

    def expect_stack(self) -> None:
        """Take what is printed from now on for the stack."""
        self._stack = bytearray()

    def take(self, chunk: bytes) -> str:
        """Keep of a chunk what there is room for; say what is wrong when the worker has printed too much."""
        kept = self._kept if self._stack is None else self._stack
        kept += chunk[: KEPT_BYTES - len(kept)]
        self._count += len(chunk)
        return TOO_MUCH.format(self._most_bytes) if self._count > self._most_bytes else ""
