"""What may be asked: each verb says beside itself by which event, what payload, whose right."""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from inspect import isfunction
from typing import Any, TypeVar

from chat.realtime.wire import Payload
from chat.staff.roles import Act

Verb = TypeVar("Verb", bound=Callable[..., Awaitable[Any]])


@dataclass(frozen=True, slots=True)
class Ask:
    """One event a client may send. `act` is the right staff need for it; the young need none.

    Staff are answered nothing that names no right, and the young nothing that does.
    """

    event: str
    payload: type[Payload]
    act: Act | None


_ASKS: dict[object, Ask] = {}


def asks(event: str, payload: type[Payload], act: Act | None = None) -> Callable[[Verb], Verb]:
    """Mark a method as what an event asks for."""

    def mark(verb: Verb) -> Verb:
        _ASKS[verb] = Ask(event, payload, act)
        return verb

    return mark


def asks_of(verbs: type) -> Iterator[tuple[str, Ask]]:
    """Return the marked methods of a class, by their names."""
    for name, method in vars(verbs).items():
        if isfunction(method) and method in _ASKS:
            yield name, _ASKS[method]
