"""A name in, whether every system can keep a file or a folder of that name out: Windows cannot keep all."""

import re

# Devices: for Windows they are there in every folder, whatever is written behind a dot.
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE | re.DOTALL)
_FORBIDDEN = re.compile(r'[\x00-\x1f<>:"|?*\\]')


def is_portable(name: str) -> bool:
    """Tell whether one part of a path is a name on Windows too."""
    return bool(name) and not (_DEVICE.fullmatch(name) or _FORBIDDEN.search(name) or name[-1] in ". ")


def portable_folder(name: str) -> str:
    """Return the name of the folder of a card's id; the few that would be devices get two hyphens more."""
    flat = name.replace("/", "--")
    return f"{flat}--" if _DEVICE.fullmatch(flat) else flat
