"""Generated rubbish: frames that a careless, broken or hostile client might send."""

import json
import random
from collections.abc import Callable
from uuid import uuid4

from tests.chat.realtime.raw_line import BINARY, CLOSE, PING, PONG, TEXT, frame

NAMES = (
    "echo message:send events:since typing seen feedback shift:start shift:pause shift:confirm"
    " shift:end conversation:accept conversation:open conversation:transfer conversation:close"
    " conversation:pause conversation:report conversation:join conversation:take_over"
    " assessment:record emergency:tick safety_plan:update announce bridge:take bridge:update"
    " bridge:plan bridge:let_go bridge:suggest bridge:answer bridge:withdraw bridge:details"
    " summary:propose summary:answer summary:read bridge:call call:answer call:end call:pen"
    " video:offer video:answer video:end video:link companion:ask companion:end companion:pen"
    " note:add whisper:send flag:judge level:set escalation:raise escalation:acknowledge"
    " escalation:resolve offer:decline wrap_up:record bridge:offer service:hold"
    " retention:show retention:hold retention:release legal_duty:texts legal_duty:record"
    " fail connect disconnect connect_error * message error newListener __proto__ constructor"
).split()
CANARY = "kanariefugl"
"""Stands in many texts, and may stand in no log."""
ELSEWHERE = ("/counsellor", "/", "/nowhere", "/young?x=1", "//")
SOMETIMES = 0.15
FIELDS = {
    "message:send": ("client_id", "text"),
    "events:since": ("seq",),
    "seen": ("seq",),
    "typing": ("on",),
    "feedback": ("helped",),
    "shift:start": ("capacity",),
    "note:add": ("conversation_id", "client_id", "text"),
    "level:set": ("conversation_id", "level", "reason"),
    "flag:judge": ("conversation_id", "seq", "correct"),
    "escalation:raise": ("conversation_id", "reason"),
    "conversation:open": ("conversation_id",),
    "conversation:accept": ("conversation_id",),
    "conversation:transfer": ("conversation_id", "to", "note"),
    "conversation:close": ("conversation_id", "reason"),
    "conversation:pause": ("conversation_id", "minutes", "reason"),
    "conversation:report": ("conversation_id", "reason"),
    "conversation:take_over": ("conversation_id",),
    "assessment:record": ("conversation_id", "answers"),
    "emergency:tick": ("conversation_id", "step", "done"),
    "safety_plan:update": ("conversation_id", "field", "text"),
    "retention:hold": ("conversation_id", "reason"),
    "legal_duty:record": ("conversation_id", "step", "done", "text", "given"),
    "bridge:update": ("bridge_id", "status", "note"),
    "bridge:suggest": ("conversation_id", "needs"),
    "bridge:offer": ("conversation_id", "service_id", "lane", "ask"),
    "bridge:answer": ("bridge_id", "accept", "share"),
    "bridge:withdraw": ("bridge_id",),
    "summary:propose": ("conversation_id", "text"),
    "summary:answer": ("seq", "answer"),
    "video:offer": ("conversation_id", "at"),
    "video:answer": ("seq", "accept"),
    "video:end": ("conversation_id", "seq"),
    "video:link": ("conversation_id",),
    "bridge:call": ("conversation_id", "question"),
    "call:answer": ("call_id",),
    "call:end": ("conversation_id",),
    "call:pen": ("conversation_id", "on"),
    "companion:ask": ("conversation_id", "to"),
    "companion:end": ("conversation_id",),
    "companion:pen": ("conversation_id", "on"),
}
IDS = ("1", "2", "31", "4000") * 6 + ("", "007", "-1", "1.5", "1234567890123456")
KNOWN_TROUBLE = (
    b'42 42{"a":1} 425 42[] 44 49 7 Z 2 2probe 3 5 6 1x 0{} 42/young 451-["echo"] 4599999999-[]'
    b' 461-/young,1[{"_placeholder":true,"num":-1}] 42/young,9999999999999999[] 42\xd9\xa3[]'
    b" \xc2\xb2 41/young,1"
).split(b" ")
STRANGE = (
    'NaN Infinity -Infinity 1e999 1E400 -0 0.1e-400 "\\ud800" "\\udc00\\ud800" "\\u0000" "\\" "'
    ' [[[[[[[[[[1]]]]]]]]]] {"a":{"a":{"a":{"a":{"a":{"a":{"a":1}}}}}}} nul True \'x\' {"a":1,}'
    ' 99999999999999999999 123456789012345 1234567890123456 {"__proto__":{}} [,] {} [] "" \t'
).split(" ")
EVENLY = 0.5


class Rubbish:
    """An endless source of it; the same seed gives the same again."""

    def __init__(
        self, chance: random.Random, namespace: str = "/young", conversation_id: str = ""
    ) -> None:
        self.chance = chance
        self._namespace = namespace
        self._conversation_id = conversation_id
        self._kinds: list[Callable[[], bytes]] = [
            self._event,
            self._plausible,
            self._plausible,
            self._plausible,
            self._strange,
            self._mutated,
            self._mutated,
            self._trouble,
            self._noise,
            self._connect,
            self._deep,
        ]

    def message(self) -> bytes:
        """Return the content of one text frame."""
        return self.chance.choice(self._kinds)()

    def websocket(self) -> bytes:
        """Return bytes that break the websocket itself, or try to."""
        chance = self.chance
        payload = self.message()
        size = chance.choice((66_000, 200_000, 263_000, 400_000))
        cut = chance.randrange(len(payload) + 1)
        flipped = bytearray(frame(payload))
        flipped[chance.randrange(len(flipped))] ^= 1 << chance.randrange(8)
        return chance.choice(
            (
                frame(payload, BINARY),
                frame(payload[:125], chance.choice((CLOSE, PING, PONG))),
                frame(payload, chance.randrange(16), fin=chance.random() < EVENLY),
                frame(b"", PING) * chance.randrange(1, 200),
                frame(b'42/young,1["echo",{"a":"' + b"x" * size + b'"}]'),
                frame(payload[:cut], TEXT, fin=False) + frame(payload[cut:], chance.randrange(2)),
                b"\x81\xff" + chance.randbytes(8) + payload,
                chance.randbytes(chance.randrange(1, 60)),
                bytes(flipped),
            )
        )

    def _head(self) -> str:
        namespace = self._namespace
        if self.chance.random() < SOMETIMES:
            namespace = self.chance.choice(ELSEWHERE)
        where = "" if namespace == "/" else f"{namespace},"
        return f"42{where}{self.chance.choice(IDS)}"

    def _event(self) -> bytes:
        data = [self.chance.choice(NAMES), self._value(3)]
        return (
            self._head() + json.dumps(data, ensure_ascii=self.chance.random() < EVENLY)
        ).encode()

    def _plausible(self) -> bytes:
        """Almost what a page would send: right names, mostly right values, something missing."""
        chance = self.chance
        values: dict[str, object] = {
            "conversation_id": chance.choice((self._conversation_id, str(uuid4()), "x")),
            "client_id": chance.choice((str(uuid4()), "not a uuid", None)),
            "text": chance.choice((CANARY, f"{CANARY} æøå", "", "x" * 4_001, "\u0007", 7)),
            "seq": chance.choice((0, 1, 2, -1, 10**14, 1.5, "1", True)),
            "on": chance.choice((True, False, 1, "ja")),
            "capacity": chance.choice((1, 3, 0, -1, 10**9)),
            "reason": chance.choice((CANARY, "finished", "silent", "")),
            "level": chance.choice((0, 2, 3, 4, 5, "high")),
            "correct": chance.choice((True, False, None)),
            "to": chance.choice(("waiting_room", str(uuid4()), "x")),
            "note": chance.choice((CANARY, None, "")),
            "escalation_id": chance.choice((str(uuid4()), "x")),
            "offer_id": chance.choice((str(uuid4()), "x")),
            "outcome": chance.choice(("stayed", "helped", "nonsense")),
            "helped": chance.choice((1, 5, 6, 0)),
            "comment": chance.choice((CANARY, None)),
            "felt_wrong": chance.choice((True, False)),
            "at": chance.choice(("2031-02-03T17:00:00+01:00", "2031-02-03", CANARY, None, 7)),
            "answer": chance.choice(("yes", "no", "change", CANARY, 7)),
            "call_id": chance.choice(("A" * 72, "é" * 60, CANARY, 7)),
            "question": chance.choice((CANARY, "", "x" * 4_001, 7)),
            "answers": chance.choice(({"plan": "yes"}, {CANARY: "no"}, {"plan": CANARY}, [])),
            "step": chance.choice(("called_112", CANARY, "", 7)),
            "done": chance.choice((True, False, None)),
            "given": chance.choice((True, False, "ja")),
            "field": chance.choice(("company", CANARY, "")),
            "bridge_id": chance.choice(
                (f"{self._conversation_id}.3", f"{uuid4()}.1", "A" * 72, "é" * 60, "x")
            ),
            "status": chance.choice(("held", "suggested", CANARY)),
            "needs": chance.choice((["family"], [CANARY], "x")),
            "service_id": chance.choice(("alarm-112", CANARY, 7)),
            "lane": chance.choice(("self", "hand_over", CANARY)),
            "ask": chance.choice((["phone"], [CANARY], [])),
            "accept": chance.choice((True, False, "ja")),
            "share": chance.choice(({"phone": CANARY}, {CANARY: "x"}, {})),
            "minutes": chance.choice((0, 5, 99, "x")),
        }
        keys = chance.sample(sorted(values), chance.randrange(4))
        name = chance.choice(NAMES)
        keys += [key for key in FIELDS.get(name, ()) if chance.random() > SOMETIMES]
        data = [name, {key: values[key] for key in keys if chance.random() > SOMETIMES / 2}]
        return (self._head() + json.dumps(data, ensure_ascii=False)).encode()

    def _value(self, depth: int) -> object:
        chance = self.chance
        kind = chance.randrange(9 if depth else 6)
        if kind < 2:
            return "".join(
                chance.choice("hej æøå🌻\n\t<b>&\"'") for _ in range(chance.randrange(60))
            )
        if kind < 6:
            return chance.choice(
                (None, True, 0, -1, chance.random(), chance.randrange(-(10**17), 10**17))
            )
        if kind == 6:
            return [self._value(depth - 1) for _ in range(chance.randrange(4))]
        keys = ("text", "client_id", "seq", "on", "a", "", "__proto__")
        return {chance.choice(keys): self._value(depth - 1) for _ in range(chance.randrange(4))}

    def _strange(self) -> bytes:
        name = self.chance.choice((*(f'"{name}"' for name in NAMES), "null", "7", "[]", "{}"))
        value = self.chance.choice(STRANGE)
        data = self.chance.choice((f"[{name},{value}]", f'[{name},{{"a":{value}}}]', value))
        return (self._head() + data).encode()

    def _mutated(self) -> bytes:
        whole = bytearray(self._event())
        for _ in range(self.chance.randrange(1, 4)):
            at = self.chance.randrange(len(whole))
            kind = self.chance.randrange(4)
            if kind == 0:
                whole[at] = self.chance.randrange(256)
            elif kind == 1:
                del whole[at : at + self.chance.randrange(1, 9)]
            elif kind == 2:
                whole[at:at] = whole[: self.chance.randrange(1, 20)]
            else:
                whole[at:at] = self.chance.randbytes(2)
            whole = whole or bytearray(b"4")
        return bytes(whole)

    def _trouble(self) -> bytes:
        return self.chance.choice(KNOWN_TROUBLE)

    def _noise(self) -> bytes:
        return self.chance.randbytes(self.chance.randrange(80))

    def _connect(self) -> bytes:
        kind = self.chance.choice(("40", "41", "40", "44", "43", "45", "46"))
        namespace = self.chance.choice((self._namespace, *ELSEWHERE))
        auth = self.chance.choice(("", "{}", '{"token":"t"}', '{"token":"bug"}', "[]", "1", "{"))
        return f"{kind}{namespace},{auth}".encode()

    def _deep(self) -> bytes:
        levels = self.chance.choice((6, 7, 9, 100, 1_000, 30_000))
        return (self._head() + '["echo",{"a":' + "[" * levels + "]" * levels + "}]").encode()
