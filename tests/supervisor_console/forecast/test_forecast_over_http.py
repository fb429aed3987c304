"""The forecast over HTTP, on each kind of database: counted from what tells of nobody."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

from aiohttp import ClientSession, web
from sqlalchemy import Connection, insert

from chat.domain.arrivals import name_of
from chat.domain.identifiers import StaffId
from chat.domain.opening_hours import DENMARK, OpeningHours, Span
from chat.pages.listening import Runner
from chat.pages.settings import PagesSettings
from chat.pages.site import site
from chat.staff.member import SessionId, StaffMember
from chat.staff.roles import Role
from chat.storage.store import Store
from chat.storage.tables import conversations
from chat.words import Words
from supervisor_console.forecast.forecasting import Aim, Forecasting
from supervisor_console.forecast.pages import ForecastPages
from tests.chat.staffing import House
from tests.supervisor_console.reports.counted import contact, keep

MINUTE = timedelta(minutes=1)
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)  # a Wednesday
LAST_MONDAY = date(2026, 11, 16)
EVENINGS = OpeningHours(week={day: (Span(time(20), time(0)),) for day in range(7)})
AIM = Aim(
    target=10 * MINUTE,
    at_once=2,
    wrap_up=5 * MINUTE,
    typical_talk=45 * MINUTE,
    retention=timedelta(days=30),
)


async def member_of(request: web.Request) -> StaffMember | None:
    """Take a request for whose role it names: signing in has tests of its own."""
    role = request.headers.get("X-Role")
    if role is None:
        return None
    return StaffMember(StaffId(role), role, frozenset({Role(role)}), "da", SessionId("x"))


@asynccontextmanager
async def asking(house: House) -> AsyncIterator[ClientSession]:
    words = Words.load()
    pages = ForecastPages(member_of, Forecasting(house.store, EVENINGS, AIM, lambda: NOW))
    runner = Runner(site(PagesSettings(), words, [pages]), words, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    async with ClientSession(f"http://127.0.0.1:{runner.addresses[0][1]}") as client:
        yield client
    await runner.cleanup()


async def forecast(client: ClientSession, status: int = 200, role: str = "supervisor") -> object:
    async with client.get("/api/forecast", headers={"X-Role": role}) as answer:
        assert answer.status == status
        return await answer.json()


async def talks(store: Store, opened: Sequence[datetime], drill: str | None = None) -> None:
    """Keep conversations of which nothing but when they were opened is of interest."""

    def save(connection: Connection) -> None:
        rows = [
            {
                "conversation_id": (one := str(uuid4())),
                "token_hash": one.encode()[:32],
                "state": "closed",
                "level": 0,
                "seq": 1,
                "last_everyone": 1,
                "last_staff": 1,
                "call_word": "",
                "lang": "da",
                "opened_at": at,
                "drill": drill,
            }
            for at in opened
        ]
        connection.execute(insert(conversations), rows)

    await store.commit(save)


async def a_past(house: House) -> None:
    """Twelve weeks with 56 contacts each; in those still kept, most came on Sundays at 20."""
    mondays = [LAST_MONDAY - timedelta(weeks=n) for n in range(12)]
    rows = [contact(name_of(monday)) for monday in mondays for _ in range(50)]
    gone = [
        contact(name_of(monday), answered=False, talked=None, waited="15-45")
        for monday in mondays
        for _ in range(6)
    ]
    await keep(house.store, rows + gone)
    sundays = [datetime.combine(m + timedelta(days=6), time(20, 30), DENMARK) for m in mondays]
    others = [at - timedelta(days=n) for at in sundays[:4] for n in range(1, 7)]
    await talks(house.store, others + [at for at in sundays[:4] for _ in range(56)])
    trials = [datetime.combine(LAST_MONDAY, time(20, 30), DENMARK)] * 50
    await talks(house.store, trials, drill="a drill")


async def test_the_week_to_come_is_told_hour_by_hour(kept: House) -> None:
    await a_past(kept)

    async with asking(kept) as client:
        body = await forecast(client)

    assert isinstance(body, dict)
    hours = body.pop("hours")
    assert body == {
        "first": "2026-11-26",
        "weeks": 12,
        "contacts": 672,
        "talk_s": 2700.0,
        "patience_s": (50 * 2.5 + 6 * 30) / 6 * 60,
        "target_s": 600.0,
    }
    assert len(hours) == 28
    sunday = {one["begins"]: one for one in hours}["2026-11-29T19:00:00Z"]
    others = [one for one in hours if one is not sunday]
    assert sunday["expected"] == 25.1  # 56 in each of three hours, 2 in each of four
    assert sunday["low"] < 25 < sunday["high"]
    assert {one["expected"] for one in others if one["begins"][11:13] == "19"} == {1.2}
    assert {one["expected"] for one in others if one["begins"][11:13] == "20"} == {2.0}
    assert sunday["counsellors"] * 2 in {sunday["talks"], sunday["talks"] + 1}
    assert sunday["talks"] > 15 > max(one["talks"] for one in others if "T19" in one["begins"]) > 1


async def test_an_empty_house_says_that_it_knows_too_little(kept: House) -> None:
    async with asking(kept) as client:
        assert await forecast(client) == {
            "first": None,
            "weeks": 0,
            "contacts": 0,
            "talk_s": None,
            "patience_s": None,
            "target_s": None,
            "hours": [],
        }


async def test_it_is_the_supervisors(kept: House) -> None:
    async with asking(kept) as client:
        for role in ("counsellor", "bridge_builder", "admin"):
            await forecast(client, 403, role)
        async with client.get("/api/forecast") as answer:
            assert answer.status == 401


async def test_what_retention_may_have_thinned_is_not_read_by_hours(kept: House) -> None:
    await a_past(kept)
    short = Aim(AIM.target, 2, AIM.wrap_up, AIM.typical_talk, retention=timedelta(days=8))

    told = await Forecasting(kept.store, EVENINGS, short, lambda: NOW).of()

    assert len({round(one.coming.mean, 6) for one in told.hours}) == 1


async def test_who_came_just_before_midnight_still_talks_on_the_first_day(kept: House) -> None:
    await a_past(kept)
    always = OpeningHours(always=True)

    told = await Forecasting(kept.store, always, AIM, lambda: NOW).of()

    assert len(told.hours) == 7 * 24
    assert len({one.talks for one in told.hours[::24]}) == 1
    assert told.hours[0].talks > told.hours[1].talks


async def test_another_week_and_another_target_can_be_asked_for(kept: House) -> None:
    await a_past(kept)
    forecasting = Forecasting(kept.store, EVENINGS, AIM, lambda: NOW)

    usual = await forecasting.of(date(2026, 12, 24))
    hurried = await forecasting.of(date(2026, 12, 24), target=timedelta(seconds=1))
    past = await forecasting.of(date(2026, 11, 2), weeks=4)

    assert [one.coming.is_holiday for one in usual.hours[:8:4]] == [False, True]
    assert sum(one.talks for one in hurried.hours) > sum(one.talks for one in usual.hours)
    assert (past.weeks, past.contacts) == (4, 224)
