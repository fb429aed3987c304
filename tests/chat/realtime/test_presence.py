"""Rows mended by seats: whoever comes or goes while the store is away is found out."""

from typing import cast

from chat.domain.commands import Drop, StaffGone
from chat.domain.identifiers import ConversationId, StaffId
from chat.domain.people import Sender
from chat.domain.token_life import TokenLife
from chat.realtime.presence import Presence
from chat.realtime.seats import Seats
from chat.realtime.sockets import Socket
from chat.storage.conversations import Conversations
from chat.storage.shifts import Shifts
from tests.chat.domain.building import NOON
from tests.chat.keeping import SOFIE_ID, Kept

A_SOCKET = cast("Socket", object())


def presence_of(kept: Kept, young: Seats[ConversationId], counsellors: Seats[StaffId]) -> Presence:
    return Presence(
        Conversations(kept.store),
        Shifts(kept.store),
        kept.writer,
        lambda: NOON,
        TokenLife(),
        young,
        ((Sender.COUNSELLOR, counsellors),),
    )


async def test_who_left_while_the_store_was_away_is_found_to_be_gone(kept: Kept) -> None:
    here = await kept.talking()
    presence = presence_of(kept, Seats(), Seats())

    await presence.look()

    one = await Conversations(kept.store).of(here)
    assert one is not None
    assert one.young_gone_at == NOON
    assert (await Shifts(kept.store).of(SOFIE_ID, Sender.COUNSELLOR)).gone_at == NOON


async def test_who_sits_here_is_not_taken_for_gone(kept: Kept) -> None:
    here = await kept.talking()
    await kept.writer.submit(Drop(here))
    await kept.writer.submit(StaffGone(SOFIE_ID, Sender.COUNSELLOR))
    young: Seats[ConversationId] = Seats()
    counsellors: Seats[StaffId] = Seats()
    young.take(here, A_SOCKET)
    counsellors.take(SOFIE_ID, A_SOCKET)

    await presence_of(kept, young, counsellors).look()

    one = await Conversations(kept.store).of(here)
    assert one is not None
    assert one.young_gone_at is None
    assert (await Shifts(kept.store).of(SOFIE_ID, Sender.COUNSELLOR)).gone_at is None
