"""Questions on standard input, pairs of trees; one byte on standard output for each: proved or not."""

import pickle
import sys

from studybuddy.workers.prover import PROVED, READY, UNPROVED


def serve(memory_mib: int) -> None:
    """Answer questions until the input ends."""
    limit_memory(memory_mib)
    from studybuddy.workers.prover_translation import is_proved

    _say(READY)
    while True:
        size = sys.stdin.buffer.read(4)
        if len(size) < 4:
            return
        question = sys.stdin.buffer.read(int.from_bytes(size, "big"))
        try:
            left, right, declarations = pickle.loads(question)  # noqa: S301 (from the parent alone, over its pipe)
            proved = is_proved(left, right, declarations)
        except (MemoryError, RecursionError):
            proved = False
        except Exception:  # noqa: BLE001 (SymPy raises whatever it likes; a failed proof is no proof)
            proved = False
        _say(PROVED if proved else UNPROVED)


def limit_memory(mib: int) -> None:
    """Limit the address space of this process, where the system knows such a limit."""
    if sys.platform == "win32":
        return
    import resource

    try:
        resource.setrlimit(resource.RLIMIT_AS, (mib << 20, mib << 20))
    except (ValueError, OSError):
        return  # macOS refuses; the time limit still holds


def _say(word: bytes) -> None:
    sys.stdout.buffer.write(word)
    sys.stdout.buffer.flush()
