"""The board on screens: whole to each who comes, once, and changes to those who have it."""

from dataclasses import dataclass, field
from typing import cast

from chat.domain.identifiers import StaffId
from chat.realtime.bus import InProcessBus
from chat.realtime.seats import Seats
from chat.realtime.sockets import Socket
from chat.storage.conversations import Conversations
from supervisor_console.flagged_words import FlaggedWords
from supervisor_console.lateness import Bounds
from supervisor_console.live_board import LiveBoard
from supervisor_console.names import StaffNames
from tests.chat.domain.building import NOON
from tests.chat.keeping import Kept, process_on
from tests.databases import Database


@dataclass(eq=False)
class Screen:
    """A supervisor's socket, as far as the board knows it."""

    sid: str
    heard: list[str] = field(default_factory=list)

    def send(self, event: str, _: object) -> None:
        self.heard.append(event)

    def send_raw(self, packet: bytes) -> None:
        self.heard.append(packet.split(b'"')[1].decode())


def board_of(kept: Kept) -> LiveBoard:
    return LiveBoard(
        Conversations(kept.store),
        StaffNames(kept.store),
        FlaggedWords(kept.log),
        Seats[StaffId](),
        lambda: NOON,
        Bounds(),
        InProcessBus(),
    )


def seated(board: LiveBoard, name: str) -> Socket:
    screen = cast("Socket", Screen(name))
    board.supervisors.take(StaffId(name), screen)
    return screen


async def test_who_comes_is_shown_the_board_once_also_when_it_is_refreshed_meanwhile(
    database: Database,
) -> None:
    async with process_on(database) as kept:
        board = board_of(kept)
        await kept.opened()
        one = seated(board, "karen")

        await board._show()
        await board.welcome(one)
        two = seated(board, "birgit")
        board._note([await kept.opened()])
        await board._show()
        await board.welcome(two)

    assert cast("Screen", one).heard == ["board", "board:changed"]
    assert cast("Screen", two).heard == ["board"]


async def test_once_everybody_has_gone_the_next_one_gets_a_board_read_anew(
    database: Database,
) -> None:
    async with process_on(database) as kept:
        board = board_of(kept)
        gone = seated(board, "karen")
        await board.welcome(gone)
        board.supervisors.give_up(StaffId("karen"), gone)
        await board._show()
        await kept.opened()

        await board.welcome(seated(board, "birgit"))

        assert len(board._board.rows) == 1
