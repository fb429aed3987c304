"""The two ends of a pair, and the checks on everything that comes: once, in order, whole.

Every message must arrive exactly once, in order, with its own text, and be answered exactly once;
anything else is counted and fails the run.
"""

from collections import Counter
from dataclasses import dataclass, field
from math import inf
from time import perf_counter as now
from typing import Protocol

ACKED, DELIVERED = 1, 2


class Texts(Protocol):
    """What names a message by its text."""

    def text(self, pair: int, side: int, seq: int) -> str:
        """Return the text of a pair's side's message number `seq`."""


class Sending(Protocol):
    """What takes a message to the server."""

    def send(self, seq: int, text: str) -> None:
        """Fire one message."""

    def close(self) -> None:
        """Hang up."""


@dataclass
class Record:
    """What a generator's process measured, and what was wrong."""

    texts: Texts
    closed_loop: bool = True
    begin: float = inf
    end: float = inf
    running: bool = False
    started: bool = False
    errors: Counter[str] = field(default_factory=Counter)
    ack_s: list[float] = field(default_factory=list)
    delivery_s: list[float] = field(default_factory=list)
    acked: int = 0
    delivered: int = 0
    why: str | None = None

    def is_within(self, moment: float) -> bool:
        return self.begin <= moment < self.end


class End:
    """One side of a pair."""

    __slots__ = (
        "acked",
        "last",
        "link",
        "out",
        "pair",
        "peer",
        "received",
        "record",
        "seq",
        "side",
    )

    def __init__(self, record: Record, link: Sending, pair: int, side: int) -> None:
        self.record, self.link, self.pair, self.side = record, link, pair, side
        self.peer = self
        self.seq = self.received = self.last = self.acked = 0
        self.out: dict[int, list[float]] = {}
        """What is under way: number -> [when it was (to be) sent, what has happened to it]."""

    def fire(self, planned: float | None = None) -> None:
        self.seq += 1
        self.out[self.seq] = [planned or now(), 0]
        self.link.send(self.seq, self.record.texts.text(self.pair, self.side, self.seq))

    def ack(self, seq: int, ok: bool) -> None:
        moment, record = now(), self.record
        under_way = self.out.get(seq)
        if under_way is None or int(under_way[1]) & ACKED:
            record.errors["duplicate_or_unknown_ack"] += 1
            return
        if not ok:
            record.errors["negative_ack"] += 1
        self.acked += 1
        if record.is_within(under_way[0]):
            record.ack_s.append(moment - under_way[0])
        record.acked += record.is_within(moment)
        self._step(seq, under_way, ACKED)

    def message(self, text: str) -> None:
        moment, record, sender = now(), self.record, self.peer
        seq = self.last + 1
        if text != record.texts.text(sender.pair, sender.side, seq):
            wrong, seq = self._what_is_wrong(text)
            if wrong:
                record.errors[wrong] += 1
            if wrong not in ("", "out_of_order"):
                return
        self.last = max(self.last, seq)
        self.received += 1
        under_way = sender.out.get(seq)
        if under_way is None:
            record.errors["unknown_delivery"] += 1
            return
        if record.is_within(under_way[0]):
            record.delivery_s.append(moment - under_way[0])
        record.delivered += record.is_within(moment)
        sender._step(seq, under_way, DELIVERED)

    def lost(self, why: str) -> None:
        if self.record.started:
            self.record.errors["connection_lost"] += 1
        self.record.why = why

    def settle(self) -> None:
        """Count what never came and what was never answered."""
        record = self.record
        if self.seq > self.peer.received:
            record.errors["lost"] += self.seq - self.peer.received
        if self.acked != self.seq:
            record.errors["unacked"] += self.seq - self.acked

    def _what_is_wrong(self, text: str) -> tuple[str, int]:
        """Say what is wrong with a text that is not the next one, and its number if it has one."""
        sender, texts = self.peer, self.record.texts
        try:
            pair, side, seq = (int(part) for part in text.split(":", 3)[:3])
        except ValueError:
            return "garbled", 0
        if (pair, side) != (sender.pair, sender.side):
            return "wrong_chat", 0
        if seq > sender.seq or text != texts.text(pair, side, seq):
            return "garbled", 0
        if seq not in sender.out or int(sender.out[seq][1]) & DELIVERED:
            return "duplicate", 0
        return ("out_of_order" if seq < self.last else ""), seq

    def _step(self, seq: int, under_way: list[float], bit: int) -> None:
        under_way[1] = int(under_way[1]) | bit
        if under_way[1] == ACKED | DELIVERED:
            del self.out[seq]
            if self.record.closed_loop and self.record.running:
                self.fire()
