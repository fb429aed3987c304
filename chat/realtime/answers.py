"""The boundary around every handler: it makes answers of what handlers return and raise."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Generic, TypeVar

from pydantic import ValidationError

from chat.domain.audience import Viewer
from chat.domain.refusal import RefusalCode, Refused, Unavailable
from chat.realtime.sockets import Answer, ConnectRefused, Handler, Socket
from chat.realtime.wire import Payload, place_on_wire
from chat.storage.submitted import Committed
from chat.words import Words

Asked = TypeVar("Asked", bound=Payload)
Body = Mapping[str, object] | None


class InPlace:
    """Answers a message at its place in the stream: the hub calls it, right after the commit."""

    __slots__ = ("_answer", "_viewer", "answered", "sid")

    def __init__(self, socket: Socket, answer: Answer, viewer: Viewer) -> None:
        """Answer this socket, in its viewer's numbers."""
        self.sid = socket.sid
        self.answered = False
        self._answer = answer
        self._viewer = viewer

    def answer(self, committed: Committed) -> None:
        """Acknowledge, once; a repeated request gets the first one's place again."""
        if self.answered:
            return
        self.answered = True
        self._answer({"ok": True, **place_on_wire(committed.entries[0], self._viewer)})


class Answered(Generic[Asked]):
    """A handler the transport can call: it neither sees a bad payload nor catches a refusal."""

    __slots__ = ("_handle", "_words", "asked")

    def __init__(
        self,
        asked: type[Asked],
        handle: Callable[[Socket, Asked, Answer], Awaitable[Body]],
        words: Words,
    ) -> None:
        """Hold payloads to `asked`, and say no in these words."""
        self.asked = asked
        self._handle = handle
        self._words = words

    async def __call__(self, socket: Socket, payload: object, answer: Answer) -> Body:
        """Return the body with `"ok": true`, or the refusal.

        `None` when the handler has answered in its place already.
        """
        say_no = self._words.refusal
        try:
            body = await self._handle(socket, self.asked.model_validate(payload), answer)
        except ValidationError:
            return say_no(RefusalCode.MALFORMED, socket.language)
        except Refused as refused:
            return say_no(refused.code, socket.language, **refused.extras)
        except Unavailable:
            return say_no(RefusalCode.UNAVAILABLE, socket.language)
        return None if body is None else {"ok": True, **body}


class Answers:
    """Makes handlers, and refusals of connections, that speak a person's language."""

    def __init__(self, words: Words) -> None:
        """Say no in these words."""
        self._words = words

    def to(
        self, asked: type[Asked], handle: Callable[[Socket, Asked, Answer], Awaitable[Body]]
    ) -> Handler:
        """Return a handler for payloads of this model."""
        return Answered(asked, handle, self._words)

    def refusal(self, code: str, language: str, **extras: object) -> dict[str, object]:
        """Return the body of a no."""
        return self._words.refusal(code, language, **extras)

    def turned_away(self, refused: Refused, language: str) -> ConnectRefused:
        """Return the refusal of a connection."""
        body = self._words.refusal(refused.code, language, **refused.extras)
        error = body["error"]
        message = error["message"] if isinstance(error, dict) else ""
        return ConnectRefused(refused.code, str(message), **refused.extras)
