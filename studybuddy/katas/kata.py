"""JSON fields of a card go in, a frozen kata comes out: the one shape that checker and strength read."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

DEFAULT_SECONDS = 10.0
DEFAULT_MEMORY_MIB = 512


@dataclass(frozen=True, slots=True)
class Block:
    """One fenced block: `line` is the Markdown line (from 1) that its first line of code stands on."""

    code: str
    line: int


@dataclass(frozen=True, slots=True)
class Variant:
    """A different right solution; every one must pass."""

    name: str
    code: str
    line: int


@dataclass(frozen=True, slots=True)
class Reject:
    """A typical wrong solution, and the sentence that tells the learner what is wrong with it."""

    name: str
    code: str
    reason: str
    line: int


@dataclass(frozen=True, slots=True)
class Equivalent:
    """A change to block `block` ("reference" or an accept's name) that no input can show, and why.

    `before` and `after` are the statement, as `ast.unparse` writes it, that strength listed.
    """

    block: str
    before: str
    after: str
    reason: str
    line: int


@dataclass(frozen=True, slots=True)
class Kata:
    """A kata as its Markdown says it. `entry` is the name the learner must define.

    `seconds` is wall time for all calls of one check, `memory_mib` what may be used on top of the
    interpreter and NumPy. `requires` are packages beside NumPy. `path` is as shown to the user.
    """

    name: str
    entry: str
    prompt: str
    starter: Block
    reference: Block
    check: Block
    accepts: tuple[Variant, ...]
    rejects: tuple[Reject, ...]
    equivalents: tuple[Equivalent, ...]
    seconds: float
    memory_mib: int
    requires: tuple[str, ...]
    path: str


def kata_from_fields(fields: Mapping[str, Any]) -> Kata:
    """Build a kata from JSON fields named like those of `Kata`; the inverse of `fields_of`.

    `accepts`, `rejects`, `equivalents`, `requires`, `seconds` and `memory_mib` may be missing.
    Raises: KeyError or TypeError, when the fields were not made by a parser of katas.
    """
    return Kata(
        name=fields["name"],
        entry=fields["entry"],
        prompt=fields["prompt"],
        starter=Block(**fields["starter"]),
        reference=Block(**fields["reference"]),
        check=Block(**fields["check"]),
        accepts=tuple(Variant(**each) for each in fields.get("accepts", ())),
        rejects=tuple(Reject(**each) for each in fields.get("rejects", ())),
        equivalents=tuple(Equivalent(**each) for each in fields.get("equivalents", ())),
        seconds=float(fields.get("seconds", DEFAULT_SECONDS)),
        memory_mib=int(fields.get("memory_mib", DEFAULT_MEMORY_MIB)),
        requires=tuple(fields.get("requires", ())),
        path=fields["path"],
    )


def fields_of(kata: Kata) -> dict[str, Any]:
    """Return the kata as JSON values."""
    return asdict(kata)


def digest_of(kata: Kata) -> str:
    """Return a hash that changes when anything in the kata does, other than where its file lies."""
    fields = fields_of(kata) | {"path": ""}
    return hashlib.sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest()
