"""Catching up with what other processes have committed: many logs, few readings, each in order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from chat.domain.audience import Audience, Kind
from chat.domain.event import Entry, happening
from chat.domain.identifiers import ConversationId
from chat.domain.people import Sender
from chat.realtime.catching_up import AT_ONCE, CatchingUp
from chat.realtime.following import Ends, Followed
from chat.storage.log import Log, Place
from tests.chat.domain.building import NOON


def entry(here: ConversationId, seq: int) -> Entry:
    event = happening(Kind.MESSAGE, Sender.YOUNG, {"text": str(seq)}, audience=Audience.EVERYONE)
    return Entry(here, seq, seq - 1, seq - 1, NOON, event)


@dataclass
class Shelf(Log):
    """Logs that reach to a number each, and how often they were read."""

    upto: dict[ConversationId, int] = field(default_factory=dict)
    readings: list[int] = field(default_factory=list)
    breaks: bool = False

    async def at(self, places: Sequence[Place]) -> Mapping[ConversationId, Sequence[Entry]]:
        self.readings.append(len(places))
        if self.breaks:
            raise OSError
        found: dict[ConversationId, list[Entry]] = {}
        for here, seq in places:
            if seq <= self.upto.get(here, 0):
                found.setdefault(here, []).append(entry(here, seq))
        return found


@dataclass
class Screens:
    """What those who follow were shown."""

    shown: list[tuple[ConversationId, int]] = field(default_factory=list)

    def pass_on(self, followed: Followed, one: Entry) -> None:
        followed.ends = followed.ends.grown(one)
        self.shown.append((one.conversation_id, one.seq))


def ids(count: int) -> list[ConversationId]:
    return [ConversationId(f"c{number}") for number in range(count)]


async def test_what_is_hinted_while_one_reads_is_read_together() -> None:
    shelf, screens = Shelf(upto=dict.fromkeys(ids(100), 3)), Screens()
    catching_up = CatchingUp(shelf, screens.pass_on)
    for here in ids(100):
        catching_up.read_on(here, Followed(Ends(2, 2, 2)), 3)

    await catching_up.caught_up()

    assert screens.shown == [(here, 3) for here in ids(100)]
    assert shelf.readings == [100]


async def test_a_long_absence_holds_nobody_up_and_is_shown_in_order() -> None:
    away, other = ids(2)
    shelf, screens = Shelf(upto={away: 3 * AT_ONCE, other: 1}), Screens()
    catching_up = CatchingUp(shelf, screens.pass_on)
    catching_up.read_on(away, Followed(Ends(0, 0, 0)), 3 * AT_ONCE)
    catching_up.read_on(other, Followed(Ends(0, 0, 0)), 1)

    await catching_up.caught_up()

    assert [seq for here, seq in screens.shown if here == away] == [*range(1, 3 * AT_ONCE + 1)]
    assert screens.shown.index((other, 1)) <= AT_ONCE
    assert max(shelf.readings) <= AT_ONCE


async def test_a_hint_about_nothing_is_looked_at_once() -> None:
    (here,) = ids(1)
    shelf, screens = Shelf(upto={here: 4}), Screens()
    catching_up = CatchingUp(shelf, screens.pass_on)

    catching_up.read_on(here, Followed(Ends(2, 2, 2)), 10**6)
    await catching_up.caught_up()

    assert screens.shown == [(here, 3), (here, 4)]
    assert len(shelf.readings) == 2
    assert not catching_up.is_behind(here)


async def test_a_store_that_is_away_ends_nothing_and_the_next_hint_is_read() -> None:
    (here,) = ids(1)
    shelf, screens = Shelf(upto={here: 4}, breaks=True), Screens()
    catching_up = CatchingUp(shelf, screens.pass_on)
    followed = Followed(Ends(2, 2, 2))
    catching_up.read_on(here, followed, 3)
    await catching_up.caught_up()
    assert not catching_up.is_behind(here)

    shelf.breaks = False
    catching_up.read_on(here, followed, 4)
    await catching_up.caught_up()

    assert screens.shown == [(here, 3), (here, 4)]
