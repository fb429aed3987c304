"""The boundary around every handler: it makes answers of what handlers return and raise."""

from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from time import perf_counter
from typing import Any

from pydantic import ValidationError

from chat.domain.audience import Viewer
from chat.domain.refusal import RefusalCode, Refused, Unavailable
from chat.realtime.asking import Ask, asks_of
from chat.realtime.seats import StaffSeat, YoungSeat
from chat.realtime.sockets import Answer, ConnectRefused, Handler, Socket
from chat.realtime.wire import place_on_wire
from chat.staff.member import SessionId
from chat.storage.submitted import Committed
from chat.tally import Tally
from chat.words import Words

MESSAGE, OTHER = "message:send", "other"
Body = Mapping[str, object] | None


class InPlace:
    """Answers a message at its place in the stream: the hub calls it, right after the commit."""

    __slots__ = ("_answer", "_viewer", "answered", "is_held", "sid")

    def __init__(self, socket: Socket, answer: Answer, viewer: Viewer) -> None:
        """Answer this socket, in its viewer's numbers."""
        self.sid = socket.sid
        self.answered = False
        self.is_held = False
        self._answer = answer
        self._viewer = viewer

    def answer(self, committed: Committed) -> None:
        """Acknowledge, once; a repeated request gets the first one's place again."""
        if self.answered or self.is_held:
            return
        self.answered = True
        self._answer({"ok": True, **place_on_wire(committed.entries[0], self._viewer)})

    def hold(self) -> None:
        """Let the answer wait for others' events that come before it."""
        self.is_held = True

    def let_go(self, committed: Committed) -> None:
        """Answer now."""
        self.is_held = False
        self.answer(committed)


Bars = Callable[[SessionId, str], RefusalCode | None]
"""Why an event is not for now in a session, if it is not."""


def nothing_is_barred(_: SessionId, __: str) -> None:
    """Bar nothing: for a house without sessions."""


class Answered:
    """A handler the transport can call: it neither sees a bad payload nor catches a refusal."""

    __slots__ = ("_act", "_answers", "_event", "_handle", "_took", "_validated")

    def __init__(
        self,
        ask: Ask,
        handle: Callable[[Socket, Any, Answer], Awaitable[Body]],
        answers: "Answers",
    ) -> None:
        """Hold payloads and askers to `ask`, and say no as `answers` does."""
        self._act = ask.act
        self._event = ask.event
        # The method of its class, as pydantic gives it: the way there costs 2 us an event.
        self._validated = ask.payload.__pydantic_validator__.validate_python
        self._handle = handle
        self._answers = answers
        self._took = answers.took[MESSAGE if ask.event == MESSAGE else OTHER]

    async def __call__(self, socket: Socket, payload: object, answer: Answer) -> Body:
        """Return the body with `"ok": true`, or the refusal.

        `None` when the handler has answered in its place already.
        """
        say_no = self._answers.say_no
        began = perf_counter()
        if not self._may(socket.seat):
            return say_no(RefusalCode.FORBIDDEN, socket.language)
        if (barred := self._barred(socket.seat)) is not None:
            return say_no(barred, socket.language)
        try:
            body = await self._handle(socket, self._validated(payload), answer)
        except ValidationError:
            return say_no(RefusalCode.MALFORMED, socket.language)
        except Refused as refused:
            return say_no(refused.code, socket.language, **refused.extras)
        except Unavailable:
            return say_no(RefusalCode.UNAVAILABLE, socket.language)
        self._took.note(perf_counter() - began)
        return None if body is None else {"ok": True, **body}

    def _may(self, seat: object) -> bool:
        # Whether it is one's own conversation is for the state to say, in the commit.
        if isinstance(seat, StaffSeat):
            return self._act is not None and seat.may(self._act, own=True)
        return self._act is None and isinstance(seat, YoungSeat)

    def _barred(self, seat: object) -> RefusalCode | None:
        if isinstance(seat, StaffSeat):
            return self._answers.bars(seat.session_id, self._event)
        return None


class Answers:
    """Makes handlers, and refusals of connections, that speak a person's language."""

    def __init__(self, words: Words, bars: Bars = nothing_is_barred) -> None:
        """Say no in these words, also to what `bars` names."""
        self._words = words
        self.bars = bars
        self.took = {MESSAGE: Tally(), OTHER: Tally()}
        """Seconds from a question's turn to its answer, where that was a yes."""
        self.refused: Counter[str] = Counter()

    def table(self, *verbs: object) -> dict[str, Handler]:
        """Return a handler for every event these answer to."""
        return {
            ask.event: Answered(ask, getattr(one, name), self)
            for one in verbs
            for name, ask in asks_of(type(one))
        }

    def refusal(self, code: str, language: str, **extras: object) -> dict[str, object]:
        """Return the body of a no."""
        return self._words.refusal(code, language, **extras)

    def say_no(self, code: str, language: str, **extras: object) -> dict[str, object]:
        """Return the body of a no, and count it."""
        self.refused[code] += 1
        return self._words.refusal(code, language, **extras)

    def turned_away(self, refused: Refused, language: str) -> ConnectRefused:
        """Return the refusal of a connection."""
        body = self.say_no(refused.code, language, **refused.extras)
        error = body["error"]
        message = error["message"] if isinstance(error, dict) else ""
        return ConnectRefused(refused.code, str(message), **refused.extras)
