"""From contacts to a published report, on each kind of database."""

from sqlalchemy import func, select

from chat.domain.identifiers import StaffId
from chat.storage.tables import audit, contacts
from config.reasons import load_reasons
from config.rehearsal.demo_past import InventPast
from supervisor_console.reports.half_year import HalfYear
from supervisor_console.reports.publishing import Publishing
from supervisor_console.reports.report import Line, Reader, Report
from supervisor_console.reports.sheets import COUNTRY, Whole
from supervisor_console.reports.summing import Fold
from tests.chat.staffing import House
from tests.supervisor_console.reports.counted import asked, contact, ended, keep, rating, visit

SPRING, AUTUMN = HalfYear(2025, 1), HalfYear(2025, 2)
VERA = StaffId("vera")


def publishing(house: House) -> Publishing:
    return Publishing(house.store, house.submit, load_reasons(), house.clock)


async def report(
    one: Publishing, place: str, half_year: HalfYear, reader: Reader = Reader.OUTSIDE
) -> Report:
    published = await one.published(half_year, VERA)
    assert published is not None
    return published.report(place, reader)


async def spring_and_autumn(house: House) -> None:
    """Vejle has 25 and then 40 contacts, Læsø 3, and twelve told no place."""
    spring = [contact("2025-W10") for _ in range(25)]
    autumn = [
        *(contact("2025-W40", main_reason="grief", level=3, outcome="bridged") for _ in range(28)),
        *(contact("2025-W45", gender_code=None, hour_band="12-16") for _ in range(12)),
        *(contact("2025-W45", municipality="0825") for _ in range(3)),
        *(contact("2025-W45", municipality=None) for _ in range(12)),
    ]
    unsettled = [contact("2026-W40")]
    answers = [rating("2025-H2", 8, 5) for _ in range(14)]
    held = [ended("2025-W41", "held") for _ in range(11)]
    await keep(house.store, [*spring, *autumn, *unsettled], answers=answers, ended=held)


def lines(report: Report, sheet: str) -> dict[str, Line]:
    return {line.code: line for part in report.parts if part.code == sheet for line in part.lines}


async def test_a_report_has_its_numbers_and_those_of_the_half_year_before(kept: House) -> None:
    await spring_and_autumn(kept)

    found = await report(publishing(kept), "0751", AUTUMN)

    assert found.totals == {Whole.CONTACTS: 40, Whole.BRIDGES: 11, Whole.RATINGS: 14}
    assert found.before == {Whole.CONTACTS: 25}
    reasons = lines(found, "reason")
    assert sum(line.number or 0 for line in reasons.values()) <= 40
    assert reasons["mental_health"].number in {28, None}
    month = lines(found, "month")["2025-10"]
    assert (month.number, month.before) in {(28, None), (None, None), (28, 25), (None, 25)}


async def test_who_has_few_is_not_shown_and_nobody_can_reckon_them_out(kept: House) -> None:
    await spring_and_autumn(kept)

    few = await report(publishing(kept), "0825", AUTUMN)
    country = await report(publishing(kept), COUNTRY, AUTUMN, Reader.INSIDE)

    assert few.is_empty
    assert country.totals[Whole.CONTACTS] == 55


async def test_a_report_that_is_published_stands_whatever_is_counted_later(kept: House) -> None:
    await spring_and_autumn(kept)
    one = publishing(kept)
    first = await report(one, "0751", AUTUMN)
    await keep(kept.store, [contact("2025-W40") for _ in range(30)])

    assert await report(publishing(kept), "0751", AUTUMN) == first
    assert not (await report(one, "0751", SPRING)).is_empty
    async with kept.store.read() as connection:
        acts = (await connection.execute(select(audit.c.act, audit.c.subject))).all()
    assert [row.subject for row in acts if row.act == "publish_report"] == ["2025-H1", "2025-H2"]


async def test_visits_stand_apart_and_few_visitors_are_hidden(kept: House) -> None:
    await spring_and_autumn(kept)
    visited = [
        visit("2025-06-30", "school", 20),
        visit("2025-07-01", "school", 24),
        visit("2025-12-31", "outreach", 2),
        visit("2025-12-31", "outreach", 1),
        visit("2025-10-01", "outreach", 7, municipality="0825"),
        visit("2025-10-01", "school", 8, municipality="0101"),
    ]
    await keep(kept.store, [], visited=visited)
    one = publishing(kept)

    vejle = await report(one, "0751", AUTUMN)
    assert (vejle.totals[Whole.VISITORS], vejle.before[Whole.VISITORS]) == (27, 20)
    assert vejle.totals[Whole.CONTACTS] == 40
    numbers = {line.code: (line.number, line.before) for line in lines(vejle, "visitors").values()}
    assert numbers == {
        "outreach": (2, 0),
        "outreach_hours": (3, 0),
        "school": (1, 1),
        "school_hours": (2, 2),
    }
    country = await report(one, COUNTRY, AUTUMN)
    assert country.totals[Whole.VISITORS] == 42
    assert lines(country, "visitors")["outreach"].number == 3
    for few in ("0825", "0101"):
        assert not lines(await report(one, few, AUTUMN), "visitors")
        assert Whole.VISITORS not in (await report(one, few, AUTUMN)).totals
    assert "visitors" in {
        part.code for part in (await report(one, "0825", AUTUMN, Reader.INSIDE)).parts
    }
    assert await report(publishing(kept), "0751", AUTUMN) == vejle


async def test_there_is_no_report_of_a_half_year_that_goes_on_or_never_was(kept: House) -> None:
    await spring_and_autumn(kept)
    one = publishing(kept)

    assert await one.half_years() == [AUTUMN, SPRING]
    for half_year in (HalfYear(2026, 2), HalfYear(2019, 1)):
        assert await one.published(half_year, VERA) is None


async def test_each_contact_is_summed_up_once_however_small_the_steps(kept: House) -> None:
    await spring_and_autumn(kept)
    steps = 0
    while await kept.submit(Fold(at_once=7)):
        steps += 1

    found = await report(publishing(kept), "0751", AUTUMN, Reader.INSIDE)

    assert found.totals[Whole.CONTACTS] == 40
    assert steps > 10
    async with kept.store.read() as connection:
        left = select(func.count()).where(contacts.c.summed.is_(False))
        assert await connection.scalar(left) == 0


async def test_the_demo_has_two_half_years_to_report_and_invents_them_once(kept: House) -> None:
    for _ in range(2):
        await kept.submit(InventPast())
    one = publishing(kept)

    assert await one.half_years() == [HalfYear(2026, 1), AUTUMN]
    found = await report(one, "0751", HalfYear(2026, 1))
    assert (found.totals[Whole.CONTACTS], found.before[Whole.CONTACTS]) == (200, 150)


async def test_sparring_is_counted_of_no_place_and_few_unanswered_are_hidden(kept: House) -> None:
    await spring_and_autumn(kept)
    answered = [asked("2025-W40", "answered") for _ in range(12)]
    unanswered = [asked("2025-W41", "unanswered") for _ in range(3)]
    await keep(kept.store, [], asked=[*answered, *unanswered])
    one = publishing(kept)

    country, vejle = await report(one, COUNTRY, AUTUMN), await report(one, "0751", AUTUMN)

    assert country.totals[Whole.SPARRING] == 15
    assert [line.number for line in lines(country, "sparring").values()] == [None, None]
    assert Whole.SPARRING not in vejle.totals
