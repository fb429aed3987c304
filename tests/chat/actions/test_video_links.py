"""Ways into a video talk: each for one of the two, for once, and for as long as it stands."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from sqlalchemy import func, select

from chat.actions.video_links import VideoLinks
from chat.actions.video_room import FEATURES, VideoRoom
from chat.domain.commands import AnswerVideo, Close, EndVideo, Leave, OfferVideo, WrapUp
from chat.domain.conversation import LeftHow
from chat.domain.identifiers import ConversationId, StaffId
from chat.domain.opening_hours import OpeningHours
from chat.domain.people import YOUNG, Person
from chat.domain.refusal import RefusalCode, Refused
from chat.domain.token_life import TokenLife
from chat.domain.video_talk import VideoRules
from chat.storage.conversations import Conversations
from chat.storage.on_desks import OnDesks
from chat.storage.shredding import DeleteRows, DestroyKeys
from chat.storage.tables import video_links
from chat.words import Words
from tests.chat.domain.building import JONAS, NOON, RULES, SOFIE
from tests.chat.keeping import Kept, process_on
from tests.databases import Database, in_files
from triage.verdict import Level

SECRET = "s" * 32
LIFE = timedelta(minutes=10)
ROOM = VideoRoom("https://video.eksempel.dk/{room}", "brobygger", SECRET, b"n" * 32, LIFE)
VIDEO = VideoRules(on=True, hours=OpeningHours(always=True))


@dataclass
class Clock:
    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now


@dataclass
class House:
    """What gives and takes links, on a clock that can be put on."""

    kept: Kept
    clock: Clock
    room: VideoRoom | None = ROOM

    @property
    def links(self) -> VideoLinks:
        conversations, writer = Conversations(self.kept.store), self.kept.writer
        life, words = TokenLife(), Words.load()
        return VideoLinks(self.room, VIDEO, life, conversations, writer, words, self.clock)

    async def agreed(self) -> tuple[ConversationId, int]:
        here = await self.kept.talking()
        return here, await self.agreed_in(here)

    async def agreed_in(self, here: ConversationId) -> int:
        seq = (await self.kept.writer.submit(OfferVideo(here, SOFIE))).entries[0].seq
        await self.kept.writer.submit(AnswerVideo(here, seq, accept=True))
        return seq

    async def spent(self, token: str) -> bool:
        with pytest.raises(Refused) as no:
            await self.links.use(token)
        return no.value.code is RefusalCode.UNAUTHORIZED

    async def refused(self, here: ConversationId, who: Person) -> RefusalCode:
        with pytest.raises(Refused) as no:
            await self.links.give(here, who)
        return no.value.code

    async def rows(self) -> int:
        async with self.kept.store.read() as connection:
            counted = await connection.scalar(select(func.count()).select_from(video_links))
        return int(counted or 0)


@pytest.fixture
async def house(database: Database) -> AsyncIterator[House]:
    clock = Clock()
    async with process_on(database, clock=clock, rules=replace(RULES, video=VIDEO)) as kept:
        yield House(kept, clock)


def claims(address: str) -> dict[str, Any]:
    """Read the token as the room's server does, and hold that it is for the room of the address."""
    parts = urlsplit(address)
    behind = parse_qs(parts.fragment)
    begins = ("startWithVideoMuted", "startWithAudioMuted", "disableThirdPartyRequests")
    assert [behind[f"config.{name}"] for name in begins] == [["true"]] * 3
    assert behind["config.p2p.enabled"] == ["false"]
    token = json.loads(behind["jwt"][0])
    read = jwt.decode(
        token,
        SECRET,
        algorithms=["HS256"],
        audience="brobygger",
        issuer="brobygger",
        options={"verify_exp": False},
    )
    assert (parts.path, parts.query) == (f"/{read['room']}", "")
    return dict(read)


async def test_each_comes_in_once_to_one_room_with_a_token_of_their_own(house: House) -> None:
    here, seq = await house.agreed()
    links = [await house.links.give(here, who) for who in (YOUNG, SOFIE)]

    young, staff = [claims(await house.links.use(token)) for token in links]

    assert young["room"] == staff["room"]
    assert young["sub"] == "video.eksempel.dk"
    assert young["exp"] == (NOON + LIFE).timestamp()
    assert young["nbf"] <= NOON.timestamp()
    assert young["context"]["features"] == dict.fromkeys(FEATURES, False)
    named = [
        (one["context"]["user"]["name"], one["context"]["user"]["moderator"])
        for one in (young, staff)
    ]
    assert named == [("Anonym", "false"), ("Sofie", "true")]
    assert [await house.spent(token) for token in links] == [True, True]
    assert await house.rows() == 0
    await house.kept.writer.submit(EndVideo(here, YOUNG, seq))
    await house.agreed_in(here)
    again = claims(await house.links.use(await house.links.give(here, YOUNG)))
    assert again["room"] != young["room"]


async def test_a_new_link_takes_the_place_of_the_one_before_and_of_no_other(house: House) -> None:
    here, _ = await house.agreed()
    first, staffs = await house.links.give(here, YOUNG), await house.links.give(here, SOFIE)

    second = await house.links.give(here, YOUNG)

    assert await house.rows() == 2
    assert await house.spent(first)
    assert claims(await house.links.use(second))
    assert claims(await house.links.use(staffs))


async def test_a_link_is_kept_as_a_hash_and_goes_with_its_talk(house: House) -> None:
    here, _ = await house.agreed()
    token = await house.links.give(here, YOUNG)
    room = claims(await house.links.use(await house.links.give(here, SOFIE)))["room"]

    kept = house.kept
    assert not in_files(kept.database, token.encode())
    assert not in_files(kept.database, room.encode())
    await kept.writer.submit(Close(here, SOFIE))
    await kept.writer.submit(WrapUp(here, SOFIE, "loneliness", (), "helped"))
    await kept.writer.submit(DestroyKeys([here], timedelta(0)))
    await kept.writer.submit(DeleteRows([here]))
    assert await house.rows() == 0


async def test_a_link_leads_nowhere_once_it_is_over(house: House) -> None:
    here, seq = await house.agreed()
    late = await house.links.give(here, YOUNG)
    house.clock.now = NOON + LIFE
    assert await house.spent(late)

    ended = await house.links.give(here, SOFIE)
    await house.kept.writer.submit(EndVideo(here, YOUNG, seq))
    assert await house.spent(ended)
    assert await house.refused(here, YOUNG) is RefusalCode.VIDEO_OVER

    await house.agreed_in(here)
    left = [await house.links.give(here, who) for who in (YOUNG, SOFIE)]
    await house.kept.writer.submit(Leave(here, LeftHow.QUICK_EXIT))
    assert [await house.spent(one) for one in left] == [True, True]


async def test_a_booking_stands_on_the_desk_until_it_is_over(house: House) -> None:
    kept, soon = house.kept, NOON + timedelta(hours=1)
    conversations, here = Conversations(kept.store), await kept.talking()
    seq = (await kept.writer.submit(OfferVideo(here, SOFIE, soon))).entries[0].seq

    offered = await conversations.booked_by(StaffId("sofie"), NOON)
    await kept.writer.submit(AnswerVideo(here, seq, accept=True))

    over = soon + VIDEO.lasts
    assert offered == []
    stood = await conversations.booked_by(StaffId("sofie"), over - timedelta(seconds=1))
    assert [one.conversation_id for one in stood] == [here]
    assert await conversations.booked_by(StaffId("sofie"), over) == []
    desks = OnDesks(kept.store, Level.HIGH)
    for moment in (over - timedelta(seconds=1), over):
        laid = (await desks.of(StaffId("sofie"), moment)).booked
        assert laid == await conversations.booked_by(StaffId("sofie"), moment)


async def test_a_link_is_for_who_was_agreed_with_and_only_where_there_is_a_room(
    house: House,
) -> None:
    here, _ = await house.agreed()
    nowhere = ConversationId("00000000-0000-4000-8000-000000000000")

    assert await house.refused(here, JONAS) is RefusalCode.NOT_ASSIGNED
    assert await house.refused(nowhere, YOUNG) is RefusalCode.NOT_ASSIGNED
    token = await house.links.give(here, YOUNG)
    house.room = None
    assert await house.refused(here, YOUNG) is RefusalCode.FORBIDDEN
    assert await house.spent(token)
