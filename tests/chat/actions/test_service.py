import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import insert

from chat.actions.service import HelpLine, Service, ServiceSettings
from chat.domain.commands import ConfirmShift, EndShift, StartShift
from chat.domain.identifiers import StaffId
from chat.domain.interlock import Interlock
from chat.domain.opening_hours import OpeningHours
from chat.domain.people import Sender
from chat.realtime.seats import Seats
from chat.realtime.waiting_room_view import WaitingRoomView
from chat.staff.holds import Holds
from chat.storage import tables
from chat.storage.shifts import Shifts
from chat.storage.waiting_line import InOrder, Line, WaitingLine
from tests.chat.domain.building import NOON
from tests.chat.keeping import Kept

ALWAYS = OpeningHours(always=True)
OFF = Interlock(is_on=False)


def service_of(
    kept: Kept,
    *,
    settings: ServiceSettings | None = None,
    ready: bool = True,
    clock: Callable[[], datetime] = lambda: NOON,
) -> Service:
    return Service(
        settings=settings or ServiceSettings(ALWAYS, supervision=OFF),
        line=WaitingLine(kept.store),
        shifts=Shifts(kept.store),
        holds=Holds(kept.store),
        clock=clock,
        help_lines=lambda _: [
            HelpLine(
                "alarm-112", "Alarm 112", "x", "112", None, None, open_now=True, anonymous=None
            )
        ],
        ready=lambda: ready,
    )


async def on_shift(kept: Kept, role: Sender, capacity: int = 2) -> None:
    one = StaffId(f"one-{role}")
    account = {
        "staff_id": one,
        "username": one,
        "display_name": one,
        "roles": role.value,
        "language": "da",
        "made_at": NOON,
        "sessions_from": NOON,
    }
    async with kept.store.write() as connection:
        await connection.execute(insert(tables.staff).values(account))
    await kept.writer.submit(StartShift(one, role, capacity))


async def test_with_nobody_on_shift_it_is_busy_and_nobody_knows_how_long(kept: Kept) -> None:
    state = await service_of(kept).state()

    assert (state.state, state.wait_low_s, state.wait_high_s) == ("busy", None, None)
    assert state.help[0].phone == "112"


async def test_a_long_line_is_counted_more_seldom_and_a_short_one_as_before(kept: Kept) -> None:
    now = NOON
    settings = ServiceSettings(ALWAYS, supervision=OFF, believed_each=timedelta(seconds=10))
    service = service_of(kept, settings=settings, clock=lambda: now)
    empty = await service.room()
    now += timedelta(seconds=2)
    await kept.opened()

    one = await service.room()
    assert (len(empty.ordered), len(one.ordered)) == (0, 1)
    now += timedelta(seconds=11)
    await kept.opened()
    assert await service.room() is one
    now += timedelta(seconds=1)
    assert len((await service.room()).ordered) == 2


async def test_before_triage_is_loaded_nobody_is_let_in(kept: Kept) -> None:
    assert (await service_of(kept, ready=False).state()).state == "starting"


async def test_closed_hours_are_closed(kept: Kept) -> None:
    never = ServiceSettings(OpeningHours(), supervision=OFF)

    assert (await service_of(kept, settings=never).state()).state == "closed"


async def test_without_a_supervisor_the_door_is_held(kept: Kept) -> None:
    guarded = ServiceSettings(ALWAYS)
    assert (await service_of(kept, settings=guarded).state()).state == "held"

    await on_shift(kept, Sender.SUPERVISOR)
    await kept.writer.submit(ConfirmShift(StaffId("one-supervisor"), Sender.SUPERVISOR))

    assert (await service_of(kept, settings=guarded).state()).state != "held"


async def test_the_door_opens_with_the_answer_that_a_supervisor_is_here(kept: Kept) -> None:
    service = service_of(kept, settings=ServiceSettings(ALWAYS))
    view = WaitingRoomView(service, lambda: NOON, Seats(), ())
    kept.writer.tell(view.told)
    assert (await service.state()).state == "held"

    await on_shift(kept, Sender.SUPERVISOR)
    assert (await service.state()).state == "busy"

    reading = asyncio.create_task(service.room(fresh=True))
    await asyncio.sleep(0)
    await kept.writer.submit(EndShift(StaffId("one-supervisor"), Sender.SUPERVISOR))
    await reading
    assert (await service.state()).state == "held"


@pytest.mark.parametrize(("most", "state"), [(1, "full"), (2, "busy")])
async def test_a_full_room_says_so(kept: Kept, most: int, state: str) -> None:
    await kept.opened()

    settings = ServiceSettings(ALWAYS, supervision=OFF, max_waiting=most)

    assert (await service_of(kept, settings=settings).state()).state == state


async def test_many_who_ask_at_once_cause_one_reading(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    service, readings = service_of(kept), 0
    read = WaitingLine.read

    async def counted(self: WaitingLine, in_order: InOrder, whole: int) -> Line:
        nonlocal readings
        readings += 1
        return await read(self, in_order, whole)

    monkeypatch.setattr(WaitingLine, "read", counted)

    rooms = await asyncio.gather(*(service.room() for _ in range(50)))

    assert readings == 1
    assert len({id(room) for room in rooms}) == 1


async def test_a_free_seat_is_a_matter_of_minutes(kept: Kept) -> None:
    await on_shift(kept, Sender.COUNSELLOR)

    state = await service_of(kept).state()

    assert (state.state, state.wait_low_s, state.wait_high_s) == ("open", 0, 300)
