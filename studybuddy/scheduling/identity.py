"""A time and random bits in, a time-ordered id out: UUID version 7 (RFC 9562), monotonic within a device."""

import re

_RANDOM_BITS = 74  # 12 of rand_a and 62 of rand_b
_LOW_BITS = 62
_MS_BITS = 48
_PATTERN = "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"


def uuid7(unix_ms: int, random_bits: int, previous: str | None = None) -> str:
    """Return a new id, greater as text than `previous`, the newest id this device has made.

    `unix_ms` is the time in milliseconds since 1970 (48 bits), `random_bits` at least 74 fresh random bits
    (more are cut off). When the clock stands still or has gone back, the id counts on from `previous`.
    Raises: ValueError when `unix_ms` is out of range or `previous` is no UUIDv7.
    """
    if not 0 <= unix_ms < 1 << _MS_BITS:
        raise ValueError(f"{unix_ms} ms does not fit the 48 bits of a UUIDv7")
    number = unix_ms << _RANDOM_BITS | random_bits & (1 << _RANDOM_BITS) - 1
    if previous is not None:
        number = max(number, _number(previous) + 1)
    return _text(number)


def _text(number: int) -> str:
    """Write the 122 free bits with the version and the variant between them."""
    high, low = number >> _LOW_BITS, number & (1 << _LOW_BITS) - 1
    digits = f"{high >> 12:012x}7{high & 0xFFF:03x}{1 << 63 | low:016x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def _number(text: str) -> int:
    """Read the 122 free bits back."""
    if not re.fullmatch(_PATTERN, text):
        raise ValueError(f"{text!r} is no UUIDv7 in lower case")
    digits = text.replace("-", "")
    high = int(digits[:12], 16) << 12 | int(digits[13:16], 16)
    return high << _LOW_BITS | int(digits[16:], 16) & (1 << _LOW_BITS) - 1
