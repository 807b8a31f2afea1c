"""A short play goes in, acted once with the reference and once with the learner's objects; outcomes compare.

The objects stay in the process that made them. In a play they are `Remote`: attributes, calls, indexing and
arithmetic are passed on, and plain values come back.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from studybuddy.katas.comparing import Comparison
from studybuddy.katas.outcome import BrokenKataError, Outcome, Session, raised_outcome, spell
from studybuddy.katas.subject import Call, Raised, Reply, Subject
from studybuddy.katas.travelling import Handle

METHOD_TYPES = frozenset({"method", "builtin_function_or_method", "method-wrapper"})


class PlayRaisedError(Exception):
    """Code behind a remote object raised."""

    def __init__(self, raised: Raised, call: Call, method: str) -> None:
        super().__init__(spell(raised))
        self.raised = raised
        self.call = call
        self.method = method


class Remote:
    """An object in another process. What is asked of it is asked there."""

    def __init__(self, subject: Subject, handle: Handle, methods: set[tuple[str, str]]) -> None:
        self._subject = subject
        self._handle = handle
        self._methods = methods  # (type, name) of what is known to be a method: asked for once

    def _do(self, name: str, *args: Any, **kwargs: Any) -> Any:
        plain = tuple(unwrap(each) for each in args)
        named = {key: unwrap(each) for key, each in kwargs.items()}
        reply = self._subject.method(self._handle, name, plain, named)
        return wrap(self._subject, reply, self._methods, (plain, named), name)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if (self._handle.type_name, name) in self._methods:
            return Method(self, name)
        found = self._do("__attribute__", name)
        if isinstance(found, Remote) and found._handle.type_name in METHOD_TYPES:  # noqa: SLF001 - own class
            self._methods.add((self._handle.type_name, name))
            return Method(self, name)
        return found

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the object where it lives."""
        return self._do("__call__", *args, **kwargs)

    def __len__(self) -> int:
        return int(self._do("__len__"))

    def __getitem__(self, key: Any) -> Any:
        return self._do("__getitem__", key)

    def __setitem__(self, key: Any, value: Any) -> None:
        self._do("__setitem__", key, value)

    def __contains__(self, key: Any) -> bool:
        return bool(self._do("__contains__", key))

    def __next__(self) -> Any:
        return self._do("__next__")

    def __add__(self, other: Any) -> Any:
        return self._do("__add__", other)

    def __radd__(self, other: Any) -> Any:
        return self._do("__radd__", other)

    def __sub__(self, other: Any) -> Any:
        return self._do("__sub__", other)

    def __rsub__(self, other: Any) -> Any:
        return self._do("__rsub__", other)

    def __mul__(self, other: Any) -> Any:
        return self._do("__mul__", other)

    def __rmul__(self, other: Any) -> Any:
        return self._do("__rmul__", other)

    def __truediv__(self, other: Any) -> Any:
        return self._do("__truediv__", other)

    def __rtruediv__(self, other: Any) -> Any:
        return self._do("__rtruediv__", other)

    def __pow__(self, other: Any) -> Any:
        return self._do("__pow__", other)

    def __matmul__(self, other: Any) -> Any:
        return self._do("__matmul__", other)

    def __neg__(self) -> Any:
        return self._do("__neg__")


class Method:
    """A method of an object in another process, called there without being asked for again."""

    def __init__(self, of: Remote, name: str) -> None:
        self._of = of
        self._name = name

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the method where its object lives."""
        return self._of._do(self._name, *args, **kwargs)  # noqa: SLF001 - the other half of this pair

    def itself(self) -> Any:
        """Return the method as an object of its own, to be handed to other code over there."""
        return self._of._do("__attribute__", self._name)  # noqa: SLF001 - the other half of this pair

    def each(self, values: Iterable[Any]) -> list[Any]:
        """Return what the method returns for each of `values`."""
        subject, handle, known = self._of._subject, self._of._handle, self._of._methods  # noqa: SLF001 - as above
        inputs = [(unwrap(value),) for value in values]
        replies = zip(subject.method_many(handle, self._name, inputs), inputs, strict=True)
        return [wrap(subject, reply, known, (args, {}), self._name) for reply, args in replies]


def wrap(subject: Subject, reply: Reply, methods: set[tuple[str, str]], call: Call, method: str = "") -> Any:
    """Return the value of a reply to a call, with handles as remote objects. Raises: PlayRaisedError."""
    if reply.raised:
        raise PlayRaisedError(reply.raised, call, method)
    return _wrapped(subject, reply.value, methods)


def _wrapped(subject: Subject, value: Any, methods: set[tuple[str, str]]) -> Any:
    if isinstance(value, Handle):
        return Remote(subject, value, methods)
    if isinstance(value, tuple):
        return tuple(_wrapped(subject, each, methods) for each in value)
    return value


def unwrap(value: Any) -> Any:
    """Return a value as it travels: remote objects as their handles."""
    if isinstance(value, Remote):
        return value._handle  # noqa: SLF001 - the other half of this pair of functions
    if isinstance(value, Method):
        return unwrap(value.itself())
    if isinstance(value, tuple):
        return tuple(unwrap(each) for each in value)
    if isinstance(value, list):
        return [unwrap(each) for each in value]
    return value


def call_each(method: Any, values: Iterable[Any]) -> list[Any]:
    """Return what a method of an object returns for each of `values`, in order.

    `call_each(cache.get, keys)` is `[cache.get(key) for key in keys]`, with many calls in one message. When
    one raises, those behind it have been made as well. Operators are methods too: `cache.__contains__`.
    """
    of = getattr(method, "__self__", None)
    many = Method(of, method.__name__) if isinstance(of, Remote) else method
    return many.each(values) if isinstance(many, Method) else [method(value) for value in values]


def entry_of(subject: Subject, methods: set[tuple[str, str]], name: str) -> Any:
    """Return the learner's entry, or the function or class `name`, to call in a play; adds to `methods`."""

    def act(*args: Any, **kwargs: Any) -> Any:
        plain = tuple(unwrap(each) for each in args)
        named = {key: unwrap(each) for key, each in kwargs.items()}
        return wrap(subject, subject.call(plain, named, entry=name), methods, (plain, named))

    return act


@dataclass(frozen=True, slots=True)
class Scenario:
    """`play(entry, t)` must return the same with the learner's entry as with the reference's."""

    name: str
    play: Any
    times: int
    same: Comparison
    entry: str

    def run(self, session: Session) -> Outcome:
        """Act both plays with the same draws."""
        entry = entry_of(session.subject, session.methods, self.entry)
        for repeat in range(self.times):
            right = self._expected(session, repeat)
            try:
                got = unwrap(self.play(entry, session.tensors(self.name, repeat)))
            except PlayRaisedError as error:
                return raised_outcome(error.raised, error.call, error.method)
            except (TypeError, AttributeError, ValueError, KeyError, IndexError) as error:
                # The play worked with the reference: a value of another type reached it.
                return Outcome("structure", f"the scenario met an unexpected value ({error})")
            difference = self.same(got, right)
            if difference:
                return Outcome(difference.kind, difference.sentence, got=got)
        return Outcome()

    def _expected(self, session: Session, repeat: int) -> Any:
        """Return what the play returns with the reference, acted once for all sessions that share it."""
        if (self.name, repeat) not in session.acted:
            entry = entry_of(session.reference, session.reference_methods, self.entry)
            try:
                played = self.play(entry, session.tensors(self.name, repeat))
            except PlayRaisedError as error:
                raise BrokenKataError(f"the reference raised {error}", error.raised) from error
            session.acted[self.name, repeat] = unwrap(played)
        return session.acted[self.name, repeat]
