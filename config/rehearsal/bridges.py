"""What a demo shows of bridges: one in every state, as if a day's work lay behind."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from config.rehearsal.wire_client import Account, House, StaffClient, YoungClient

CILLE: Final = Account("simuleret-cille", "", "Simuleret rådgiver Cille", ("counsellor",))
"""Who offers them, and goes home when they stand."""
HAND_OVER: Final = "ventilen"
CARD: Final = "boernetelefonen"
UNANSWERED: Final = "cyberhus"
"""What somebody is offered, and says neither yes nor no to."""
ASK: Final = ("name", "phone", "when", "careful", "about")
SHARED: Final[Mapping[str, str]] = {
    "name": "Alba",
    "phone": "00 00 00 01",
    "when": "Efter kl. 15, ikke i weekenden",
    "careful": "Læg ikke en besked, min far hører den",
}
"""Invented; the number is nobody's."""
SOON: Final = timedelta(hours=20)
FOLLOWED_UP: Final[Mapping[str, str]] = {
    "note": "Talt i ti minutter. Vil gerne have følgeskab første gang.",
    "message_to_young": "Godt at høre din stemme. Vi ses ved indgangen.",
}
SEEN_WITHIN_S: Final = 10.0
LOOK_S: Final = 0.05
WRAP_UP: Final[Mapping[str, object]] = {
    "main": "loneliness",
    "topics": [],
    "outcome": "bridged",
    "follow_up": None,
}


@dataclass(frozen=True, slots=True)
class Crossing:
    """One young person, and how far they come."""

    age_band: str
    municipality: str
    moves: tuple[str, ...] = ()
    """What a bridge-builder does with it; none: it waits for somebody to take it."""
    regrets: bool = False
    """Whether the young person takes their yes back in the end."""


CROSSINGS: Final = (
    Crossing("15_17", "0851"),
    Crossing("18_20", "0751", ("take", "plan")),
    Crossing("12_14", "0461", ("take", "first_contact")),
    Crossing("21_25", "0101", ("take", "first_contact", "held")),
    Crossing("15_17", "0561", ("take", "not_held")),
    Crossing("18_20", "0265", ("take",), regrets=True),
)


@dataclass(frozen=True, slots=True)
class Bridging:
    """Plays them over the wire, one after the other: counsellor, young people, bridge-builder."""

    house: House
    counsellor: Account
    builder: Account

    async def play(self) -> None:
        """Have all of them stand; whoever looks finds them so."""
        cille, ida = StaffClient(self.house, "counsellor"), StaffClient(self.house, "bridge")
        try:
            await cille.open(self.counsellor)
            await cille.line.ask("shift:start", {"capacity": 2})
            await ida.open(self.builder)
            await self._cards(cille)
            for crossing in CROSSINGS:
                await self._cross(crossing, cille, ida)
            await cille.line.ask("shift:end", {})
        finally:
            await cille.close()
            await ida.close()

    async def _cards(self, cille: StaffClient) -> None:
        """Somebody keeps one card, says no to another, and has not answered a third."""
        young = YoungClient(self.house)
        try:
            here = await self._met(young, cille, age_band="15_17")
            for service, accept in ((CARD, True), ("girltalk", False), (UNANSWERED, None)):
                bridge = await offer(cille, here, service, "self", ())
                if accept is not None:
                    await young.line.ask("bridge:answer", {**bridge, "accept": accept})
            await part(young, cille, here)
        finally:
            await young.close()

    async def _cross(self, crossing: Crossing, cille: StaffClient, ida: StaffClient) -> None:
        young = YoungClient(self.house)
        try:
            entry = {"age_band": crossing.age_band, "municipality": crossing.municipality}
            here = await self._met(young, cille, **entry)
            bridge = await offer(cille, here, HAND_OVER, "hand_over", ASK)
            answer = {**bridge, "accept": True, "share": SHARED}
            before = hand_overs(ida)
            await young.line.ask("bridge:answer", answer)
            task = await _new(ida, before)
            for move in crossing.moves:
                await ida.line.ask(*asked_for(move, task))
            if crossing.regrets:
                await young.line.ask("bridge:withdraw", bridge)
            await part(young, cille, here)
        finally:
            await young.close()

    async def _met(self, young: YoungClient, cille: StaffClient, **entry: object) -> str:
        here = await young.open(about="loneliness", **entry)
        await cille.accept(here)
        return here


async def offer(
    counsellor: StaffClient, here: str, service: str, lane: str, ask: Sequence[str]
) -> Mapping[str, str]:
    """Hold a service out; return the bridge as the young person's page names it."""
    wish = {"conversation_id": here, "service_id": service, "lane": lane, "ask": list(ask)}
    offered = await counsellor.line.ask("bridge:offer", wish)
    return {"bridge_id": str(offered["bridge_id"])}


async def part(young: YoungClient, counsellor: StaffClient, here: str) -> None:
    """End a talk: the young person goes, and the counsellor notes what it was about."""
    await young.leave()
    await counsellor.line.ask("wrap_up:record", {"conversation_id": here, **WRAP_UP})
    counsellor.forget(here)


def asked_for(move: str, task: Mapping[str, str]) -> tuple[str, Mapping[str, object]]:
    """Return what a bridge-builder's page asks: an event, and what it carries."""
    if move == "take":
        return "bridge:take", task
    if move == "plan":
        at = (datetime.now(UTC) + SOON).isoformat()
        return "bridge:plan", {**task, "follow_up_at": at, "note": "Ringer efter skole."}
    said = FOLLOWED_UP if move == "first_contact" else {}
    return "bridge:update", {**task, "status": move, **said}


def hand_overs(ida: StaffClient) -> frozenset[str]:
    """Return what a bridge-builder's list calls the hand-overs in it."""
    told = ida.news.get("tasks", {"bridges": []})["bridges"]
    return frozenset(str(one["bridge_id"]) for one in told if one["lane"] is not None)


async def _new(ida: StaffClient, before: frozenset[str]) -> Mapping[str, str]:
    """Wait for the one that has just been sent: her list calls it by a name of its own."""
    async with asyncio.timeout(SEEN_WITHIN_S):
        while not (found := hand_overs(ida) - before):  # noqa: ASYNC110 - pushed as a whole list
            await asyncio.sleep(LOOK_S)
    return {"bridge_id": next(iter(found))}
