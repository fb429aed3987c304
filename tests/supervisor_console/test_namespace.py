"""What a supervisor's console hears and may do, over the real wire to a real server."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

import aiohttp
import pytest
from sqlalchemy import select

from chat.storage import tables
from chat.storage.store import Store
from config.rehearsal.line import Json, Refused
from config.rehearsal.wire_client import Account, House, StaffClient, YoungClient
from tests.faults.two import Two, two_who_talk
from tests.serving import Serving
from tests.several import HOUSES, house_of

SOON_S = 5.0
DANGER = "jeg har pillerne her og jeg gør det nu"


@dataclass
class Duty:
    """A house in one process or in two, and those who work there."""

    processes: tuple[Serving, ...]
    counsellor: Account
    supervisor: Account
    colleague: Account
    trainee: Account
    _came: int = 0

    @property
    def serving(self) -> Serving:
        """Return one of the processes: whoever comes, comes to the next."""
        self._came += 1
        return self.processes[self._came % len(self.processes)]


@pytest.fixture(scope="module", params=HOUSES)
def duty(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Duty]:
    with house_of(request, tmp_path_factory.mktemp("duty")) as processes:
        serving = processes[0]
        yield Duty(
            processes,
            serving.staff("mette", "counsellor", "Mette"),
            serving.staff("birgit", "supervisor", "Birgit"),
            serving.staff("amina", "supervisor", "Amina"),
            serving.staff("nora", "trainee", "Nora"),
        )


class Console(StaffClient):
    """A supervisor's console, or another, that remembers all it was told."""

    def __init__(self, house: House, role: str = "supervisor") -> None:
        self.told: list[tuple[str, Json]] = []
        self._more = asyncio.Event()
        super().__init__(house, role, on_event=self._event, on_news=self._said)

    async def until(self, event: str, fits: Callable[[Json], bool]) -> Json:
        """Return the first such frame, from now or before."""
        async with asyncio.timeout(SOON_S):
            while True:
                for name, data in self.told:
                    if name == event and fits(data):
                        return data
                self._more.clear()
                await self._more.wait()

    async def row_of(self, conversation_id: str, fits: Callable[[Json], bool]) -> Json:
        """Return the conversation's row once the board shows it so."""

        def rows(frame: Json) -> list[Json]:
            return [
                row
                for row in frame["rows"]
                if row["conversation_id"] == conversation_id and fits(row)
            ]

        async with asyncio.timeout(SOON_S):
            while True:
                for name, frame in self.told:
                    if name in {"board", "board:changed"} and rows(frame):
                        return rows(frame)[0]
                self._more.clear()
                await self._more.wait()

    async def escalation_of(self, conversation_id: str, state: str = "raised") -> Json:
        return await self.until(
            "escalation",
            lambda one: one["conversation_id"] == conversation_id and one["state"] == state,
        )

    def _said(self, event: str, data: Json) -> None:
        self.told.append((event, data))
        self._more.set()

    def _event(self, event: Json) -> None:
        self._said("event", event)


@asynccontextmanager
async def watching(duty: Duty, account: Account | None = None) -> AsyncIterator[Console]:
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as http:
        console = Console(House(http, duty.serving.url))
        await console.open(account or duty.supervisor)
        try:
            yield console
        finally:
            await console.close()


@asynccontextmanager
async def a_talk(duty: Duty) -> AsyncIterator[Two]:
    async with two_who_talk(duty.serving.url, duty.counsellor) as two:
        try:
            yield two
        finally:
            with suppress(Refused):  # a supervisor may have ended it
                await two.young.leave()
            wrapped_up = {"main": "family", "topics": [], "outcome": "helped"}
            await two.counsellor.line.ask(
                "wrap_up:record", about(two.conversation_id, **wrapped_up)
            )


@asynccontextmanager
async def learning(duty: Duty) -> AsyncIterator[Console]:
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as http:
        nora = Console(House(http, duty.serving.url), "counsellor")
        await nora.open(duty.trainee)
        await nora.line.ask("shift:start", {"capacity": 1})
        try:
            yield nora
        finally:
            await nora.close()


@asynccontextmanager
async def somebody_waits(duty: Duty, **entry: object) -> AsyncIterator[YoungClient]:
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as http:
        young = YoungClient(House(http, duty.serving.url))
        await young.open(**entry)
        try:
            yield young
        finally:
            await young.leave()
            await young.close()


def about(conversation_id: str, **more: object) -> dict[str, object]:
    return {"conversation_id": conversation_id, **more}


async def reads_written_down(duty: Duty, conversation_id: str) -> int:
    return (await acts_on(duty, conversation_id)).count("read_conversation")


async def acts_on(duty: Duty, conversation_id: str) -> list[str]:
    """Return what is written down of a conversation, in order."""
    audit = tables.audit.c
    query = select(audit.act).where(audit.subject == conversation_id).order_by(audit.n)
    store = Store(duty.serving.database_url)
    async with store.read() as connection:
        found = (await connection.scalars(query)).all()
    await store.close()
    return list(found)


async def test_the_board_shows_who_waits_and_never_a_word_of_theirs(duty: Duty) -> None:
    said = "min kat hedder Trunte"
    async with somebody_waits(duty, age_band="15_17", opening=said) as young, watching(duty) as she:
        board = await she.until("board", lambda _: True)
        row = await she.row_of(young.talk.conversation_id, lambda _: True)

    assert row["state"] == "waiting"
    assert row["age_band"] == "15_17"
    assert row["counsellor"] is None
    assert said not in str(board)


async def test_the_board_follows_from_the_line_to_the_counsellor_to_the_end(duty: Duty) -> None:
    async with watching(duty) as she:
        async with a_talk(duty) as two:
            row = await she.row_of(two.conversation_id, lambda one: one["state"] == "active")
            assert row["counsellor"]["display_name"] == "Mette"

            await two.asking.say("hej")
            await she.row_of(two.conversation_id, lambda one: one["young_wrote_at"] is not None)
            await two.answering.say("hej med dig")
            await she.row_of(two.conversation_id, lambda one: one["staff_wrote_at"] is not None)

        await she.until("board:changed", lambda frame: two.conversation_id in frame["gone"])


async def test_an_escalation_shows_at_once_and_again_after_a_lost_line(duty: Duty) -> None:
    async with watching(duty) as she, a_talk(duty) as two:
        await two.asking.say(DANGER)
        raised = await she.escalation_of(two.conversation_id)

        she.told.clear()
        await she.line.cut()
        again = await she.escalation_of(two.conversation_id)
        # A row from just before may still have been on its way when all was forgotten.
        row = await she.row_of(two.conversation_id, lambda one: one["escalation"] is not None)

    assert again == raised
    assert row["escalation"]["escalation_id"] == raised["escalation_id"]
    assert row["level"] == raised["level"]


async def test_the_words_it_rests_on_are_the_supervisors_to_see_and_nobody_elses(
    duty: Duty,
) -> None:
    async with watching(duty) as she, a_talk(duty) as two:
        await two.asking.say("min kat hedder Trunte. " + DANGER)
        row = await she.row_of(two.conversation_id, lambda one: one["escalation"] is not None)
        counsellors = two.counsellor.news["escalation"]

    assert "jeg gør det nu" in " ".join(row["escalation"]["words"])
    assert "Trunte" not in str(row)
    assert "words" not in counsellors


async def test_one_of_two_supervisors_has_it_and_the_other_is_told_who(duty: Duty) -> None:
    async with (
        watching(duty) as birgit,
        watching(duty, duty.colleague) as amina,
        a_talk(duty) as two,
    ):
        await two.asking.say(DANGER)
        one = {"escalation_id": (await birgit.escalation_of(two.conversation_id))["escalation_id"]}

        answers = await asyncio.gather(
            *(each.line.ask("escalation:acknowledge", one) for each in (birgit, amina)),
            return_exceptions=True,
        )
        seen = await birgit.escalation_of(two.conversation_id, "acknowledged")

    refused = [answer for answer in answers if isinstance(answer, Refused)]
    assert len(refused) == 1
    assert refused[0].code == "already_acknowledged"
    assert refused[0].error["by"] == seen["acknowledged_by"]["display_name"]


async def test_an_escalation_ends_with_an_outcome_and_leaves_the_board_row(duty: Duty) -> None:
    async with watching(duty) as she, a_talk(duty) as two:
        await two.asking.say(DANGER)
        one = await she.escalation_of(two.conversation_id)
        named = {"escalation_id": one["escalation_id"]}
        await she.line.ask("escalation:acknowledge", named)

        await she.line.ask("escalation:resolve", {**named, "outcome": "stayed", "note": "rolig"})

        ended = await she.escalation_of(two.conversation_id, "resolved")
        assert ended["outcome"] == "stayed"
        await she.row_of(
            two.conversation_id, lambda row: row["level"] >= 3 and row["escalation"] is None
        )


async def test_reading_along_is_live_and_written_down_once(duty: Duty) -> None:
    async with watching(duty) as she, a_talk(duty) as two:
        await two.asking.say("hej")
        before = await reads_written_down(duty, two.conversation_id)

        await she.follow(two.conversation_id)
        await two.asking.say("er du der")
        heard = await she.until("event", lambda one: one["data"].get("text") == "er du der")
        await she.line.ask("events:since", about(two.conversation_id, seq=0))

    assert heard["data"]["verdict"]["status"] == "assessed"
    assert await reads_written_down(duty, two.conversation_id) == before + 1


async def test_a_whisper_reaches_the_counsellor_and_never_the_young_person(duty: Duty) -> None:
    whisper = "spørg om der er nogen i huset"
    async with watching(duty) as she, a_talk(duty) as two:
        asked = about(two.conversation_id, client_id=str(uuid4()), text=whisper)
        await she.line.ask("whisper:send", asked)
        again = await she.line.ask("whisper:send", asked)
        await two.answering.say("er du alene")
        await two.asking.say("ja")

        theirs = [event["kind"] for event in two.answering.cursor.events]
        assert theirs.count("whisper") == 1
        assert again["seq"] > 0
        assert whisper not in str(two.asking.cursor.events)
        assert two.asking.cursor.ahead == {}


async def test_lowering_the_level_is_the_supervisors(duty: Duty) -> None:
    async with watching(duty) as she, a_talk(duty) as two:
        up = about(two.conversation_id, level=2, reason="det lyder tungt")
        down = about(two.conversation_id, level=1, reason="det var en sang")
        await two.counsellor.line.ask("level:set", up)
        with pytest.raises(Refused, match="forbidden"):
            await two.counsellor.line.ask("level:set", down)

        await she.line.ask("level:set", down)

        assert (await she.row_of(two.conversation_id, lambda row: row["level"] == 1))["assessed"]


async def test_a_conversation_with_an_open_escalation_is_not_ended(duty: Duty) -> None:
    async with watching(duty) as she, a_talk(duty) as two:
        end = about(two.conversation_id, reason="other")
        await two.asking.say(DANGER)
        one = await she.escalation_of(two.conversation_id)
        with pytest.raises(Refused, match="escalated"):
            await she.line.ask("conversation:close", end)
        named = {"escalation_id": one["escalation_id"]}
        await she.line.ask("escalation:acknowledge", named)
        await she.line.ask("escalation:resolve", {**named, "outcome": "called_112"})

        await she.line.ask("conversation:close", end)

        await she.until("board:changed", lambda frame: two.conversation_id in frame["gone"])


async def test_presence_is_given_confirmed_and_taken_back(duty: Duty) -> None:
    async with watching(duty) as she:
        await she.line.ask("shift:start", {})
        await she.until("on_shift", lambda shift: shift["supervisors"] == 1)
        await she.line.ask("shift:confirm", {})
        she.told.clear()

        await she.line.ask("shift:end", {})

        await she.until("on_shift", lambda shift: shift["supervisors"] == 0)
        with pytest.raises(Refused, match="off_shift"):
            await she.line.ask("shift:confirm", {})


async def test_who_reads_along_leaves_no_mark_with_the_young_person(duty: Duty) -> None:
    async with watching(duty) as she, a_talk(duty) as two:
        await two.asking.say("hej")
        await she.follow(two.conversation_id)

        shown: list[str] = []
        two.young.line._on_event = lambda event, _: shown.append(event)
        await she.line.ask("typing", about(two.conversation_id, on=True))
        await she.line.ask("seen", about(two.conversation_id, seq=3))
        await two.answering.say("hej med dig")
        async with asyncio.timeout(SOON_S):
            while "event" not in shown:  # noqa: ASYNC110 - what is waited for is on its way here
                await asyncio.sleep(0.02)
        assert not {"typing", "seen"} & set(shown)
        with pytest.raises(Refused, match="not_assigned"):
            await she.line.ask(
                "message:send", about(two.conversation_id, client_id=str(uuid4()), text="hej")
            )


async def test_the_pen_goes_to_the_supervisor_and_back_and_all_three_know(duty: Duty) -> None:
    async with watching(duty) as she, a_talk(duty) as two:
        here = about(two.conversation_id)
        await she.line.ask("conversation:take_over", here)
        row = await she.row_of(two.conversation_id, lambda one: one["beside"] is not None)
        written = about(two.conversation_id, client_id=str(uuid4()), text="jeg hedder Birgit")
        await she.line.ask("message:send", written)
        with pytest.raises(Refused, match="not_assigned"):
            await two.answering.say("mig igen")
        await two.counsellor.line.ask(
            "whisper:send", about(two.conversation_id, client_id=str(uuid4()), text="tak")
        )
        await she.line.ask("conversation:step_out", here)
        await two.answering.say("jeg er her igen")
        await two.asking.say("hej")

    heard = [(one["kind"], one["data"]) for one in two.asking.cursor.events]
    told = [kind for kind, _ in heard if kind in {"joined", "assigned", "left", "message"}]
    assert row["beside"]["display_name"] == "Birgit"
    assert told[1:7] == ["joined", "assigned", "message", "left", "assigned", "message"]
    assert "staff_id" not in str(heard)
    assert "tak" not in [data.get("text") for _, data in heard]


async def test_a_supervisor_seats_somebody_beside_a_counsellor(duty: Duty) -> None:
    async with watching(duty) as she, a_talk(duty) as two, learning(duty) as nora:
        here = about(two.conversation_id)
        await she.line.ask("companion:ask", {**here, "to": nora.me["staff_id"]})
        row = await she.row_of(two.conversation_id, lambda one: one["companion"] is not None)
        desk = await nora.until("desk", lambda one: bool(one["asked_beside"]))
        await nora.line.ask("conversation:join", here)
        await she.row_of(two.conversation_id, lambda one: "'Nora'" in str(one["companion"]))
        await she.line.ask("companion:end", here)
        await two.asking.say("tak for hjælpen")
        acts = await acts_on(duty, two.conversation_id)

    assert row["companion"]["asked_by"] == desk["asked_beside"][0]["by"] == "Birgit"
    told = [one["data"] for one in two.asking.cursor.events if one["kind"] in {"joined", "left"}]
    assert [(one.get("display_name"), one["role"]) for one in told] == [
        ("Nora", "companion")
    ] * 2 + [(None, "young")]
    assert [act for act in acts if "companion" in act] == ["ask_companion", "end_companion"]


async def shown(two: Two, what: str) -> AsyncIterator[int]:
    """Look at a number of the counsellor's shift again and again, as long as somebody asks."""
    while True:
        yield two.counsellor.news["desk"]["shift"][what]
        await asyncio.sleep(0.05)


async def test_a_hard_talk_is_counted_on_the_counsellors_desk(duty: Duty) -> None:
    async with watching(duty) as she, a_talk(duty) as two:
        before = two.counsellor.news["desk"]["shift"]["hard_talks"]
        await two.asking.say(DANGER)
        await she.escalation_of(two.conversation_id)

        counted = before
        async with asyncio.timeout(SOON_S):
            async for counted in shown(two, "hard_talks"):
                if counted == before + 1:
                    break
        assert counted == before + 1


async def test_two_who_write_in_the_plan_at_once_keep_each_others_words(duty: Duty) -> None:
    async with watching(duty) as she, a_talk(duty) as two:
        here = about(two.conversation_id)
        lines = (she.line, two.counsellor.line)
        words = {"company": "fodbold", "own_ways": "gå en tur", "professionals": "112"}
        await asyncio.gather(
            *(
                lines[number % 2].ask("safety_plan:update", {**here, "field": name, "text": text})
                for number, (name, text) in enumerate(words.items())
            )
        )
        await two.asking.say("tak")

        plans = [one["data"] for one in two.asking.cursor.events if one["kind"] == "safety_plan"]
        assert {name: text for name, text in plans[-1].items() if text} == words


async def test_a_held_door_lets_nobody_in_until_it_is_opened(duty: Duty) -> None:
    async with watching(duty) as she, watching(duty, duty.colleague) as colleague:
        async with somebody_waits(duty):
            await she.line.ask("service:hold", {"reason": "strømmen blinker"})
            with pytest.raises(Refused, match="held"):
                async with somebody_waits(duty):
                    pass
        held: Json = {}
        for each in (she, colleague):
            held = await each.until("on_shift", lambda shift: shift["hold"] is not None)
        with pytest.raises(Refused, match="held"):
            async with somebody_waits(duty):
                pass
        for each in (she, colleague):
            each.told.clear()
        await she.line.ask("service:open", {})
        async with somebody_waits(duty):
            pass
        for each in (she, colleague):
            await each.until("on_shift", lambda shift: shift["hold"] is None)

    assert held["hold"]["by"] == "Birgit"
    assert held["hold"]["reason"] == "strømmen blinker"


async def test_who_reads_along_keeps_a_conversation_and_says_why(duty: Duty) -> None:
    async with watching(duty) as she, watching(duty, duty.colleague) as other, a_talk(duty) as two:
        here = about(two.conversation_id)
        for event in ("retention:show", "retention:hold", "retention:release"):
            payload = {**here, "reason": "x"} if event == "retention:hold" else here
            with pytest.raises(Refused, match="not_assigned"):  # who reads is written down first
                await she.line.ask(event, payload)
        await she.follow(two.conversation_id)
        await other.follow(two.conversation_id)
        with pytest.raises(Refused, match="not_found"):
            await she.line.ask("retention:release", here)
        for reason in (" ", "x" * 401):
            with pytest.raises(Refused, match=r"malformed|too_long"):
                await she.line.ask("retention:hold", {**here, "reason": reason})
        free = await she.line.ask("retention:show", here)
        await she.line.ask("retention:hold", {**here, "reason": "politiet spørger"})
        held = await other.line.ask("retention:show", here)
        await other.line.ask("retention:release", here)
        after = await she.line.ask("retention:show", here)
        acts = await acts_on(duty, two.conversation_id)

    assert {free["by"], free["held_at"], free["reason"], after["by"]} == {None}
    assert (held["by"], held["reason"]) == ("Birgit", "politiet spørger")
    assert datetime.fromisoformat(held["held_at"]).tzinfo is not None
    assert [act for act in acts if act.endswith("legally")] == ["hold_legally", "release_legally"]


async def test_a_word_to_all_reaches_every_console_once(duty: Duty) -> None:
    said = "vi lukker kl. 24"
    async with watching(duty) as she, watching(duty, duty.colleague) as colleague:
        await she.line.ask("announce", {"text": said})
        heard = await colleague.until("announcement", lambda one: one["text"] == said)
        await she.until("announcement", lambda one: one["text"] == said)

        names = [name for name, data in colleague.told if data.get("text") == said]
        assert heard["by"] == "Birgit"
        assert names == ["announcement"]


async def test_a_counsellor_is_shown_no_board(duty: Duty) -> None:
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as http:
        curious = Console(House(http, duty.serving.url))
        with pytest.raises(Refused, match="forbidden"):
            await curious.open(duty.counsellor)
        await curious.close()
    assert curious.told == []


async def test_a_conversation_that_never_was_reads_like_anothers(duty: Duty) -> None:
    async with watching(duty) as she:
        with pytest.raises(Refused, match="not_assigned"):
            await she.line.ask("conversation:open", about(str(uuid4()), last_seq=0))
