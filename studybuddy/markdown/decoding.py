"""The bytes of a file go in, its text and the problems with its encoding come out."""

import codecs

from studybuddy.model import Problem, Source

MAX_BYTES = 8 * 1024 * 1024

_WIDE = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_OTHER_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\r\f\x0b\x1b")


def decode(raw: bytes, path: str) -> tuple[str, tuple[Problem, ...]]:
    """Return the text of a UTF-8 file, a BOM stripped; text that cannot be read at all is empty.

    A byte that is not UTF-8 and a NUL become U+FFFD and are reported with their line, so that the rest
    of the file can still be read. A file above 8 MiB, in UTF-16 or UTF-32, or binary, is refused whole.
    """
    if len(raw) > MAX_BYTES:
        return "", (too_large(len(raw), path),)
    if raw.startswith(_WIDE):
        return "", (_problem(path, 1, "the file is UTF-16 or UTF-32", "save it as UTF-8"),)
    raw = raw.removeprefix(codecs.BOM_UTF8)
    if _is_binary(raw):
        return "", (_problem(path, 1, "the file is binary, not text", "move it out of the deck folder"),)
    problems = []
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        problems.append(_undecodable(raw, error, path))
        text = raw.decode("utf-8", errors="replace")
    return replace_nul(text, path, problems)


def replace_nul(text: str, path: str, problems: list[Problem]) -> tuple[str, tuple[Problem, ...]]:
    """Return the text with each NUL as U+FFFD, and the problems with that one added if there is any."""
    at = text.find("\0")
    if at < 0:
        return text, tuple(problems)
    nul = _problem(path, line_of(text[:at]), "a NUL character", "remove it")
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}"), (*problems, nul)


def too_large(size: int, path: str) -> Problem:
    """Return the problem of a file of `size` bytes (or characters) that is not read at all."""
    mib = 1024 * 1024
    message = f"the file has {size / mib:.1f} MiB; at most {MAX_BYTES // mib} MiB are read"
    return _problem(path, 1, message, "split it into several decks")


def line_of(before: str) -> int:
    """Return the line (from 1) of the character that follows `before`."""
    return before.count("\n") + before.replace("\r\n", "").count("\r") + 1


def _is_binary(raw: bytes) -> bool:
    head = raw[:8192]
    if b"\0" not in head:
        return False
    controls = len(head) - len(head.translate(None, _OTHER_CONTROLS))
    return controls * 20 > len(head)


def _undecodable(raw: bytes, error: UnicodeDecodeError, path: str) -> Problem:
    line = line_of(raw[: error.start].decode("utf-8", errors="replace"))
    byte = raw[error.start]
    guess = f"in Latin-1 it would be {chr(byte)}: " if chr(byte).isprintable() else ""
    return _problem(path, line, f"byte 0x{byte:02X} is not UTF-8", f"{guess}save the file as UTF-8")


def _problem(path: str, line: int, message: str, hint: str) -> Problem:
    return Problem(Source(path, line), message, hint)
