"""However the network cuts the bytes, the same frames are heard."""

import asyncio
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat.realtime import closing
from chat.realtime.closing import Closing
from chat.realtime.frames import FrameReader, control_frame, text_frame
from tests.chat.realtime.raw_line import PING, TEXT, frame

KEEP, CLOSE_OVER = 300, 1000


@dataclass
class Heard:
    """Writes down what it hears."""

    open: bool = True
    words: list[tuple[str, bytes]] = field(default_factory=list)

    def text(self, frame: bytes) -> None:
        self.words.append(("text", frame))

    def too_large(self, head: bytes) -> None:
        self.words.append(("too_large", head))

    def control(self, opcode: int, payload: bytes) -> None:
        self.words.append((f"control {opcode}", payload))

    def cut(self, why: Closing) -> None:
        self.open = False
        self.words.append((why.word, b""))

    def lost(self) -> None:
        self.cut(closing.LOST)


def hear(pieces: list[bytes]) -> list[tuple[str, bytes]]:
    async def listen() -> list[tuple[str, bytes]]:
        heard = Heard()
        reader = FrameReader(KEEP, CLOSE_OVER)
        reader.feed_data(pieces[0])
        reader.start(heard)
        for piece in pieces[1:]:
            reader.feed_data(piece)
        return heard.words

    return asyncio.run(listen())


MESSAGES = st.tuples(
    st.lists(st.binary(max_size=200), min_size=1, max_size=4), st.binary(min_size=4, max_size=4)
)


@given(st.lists(MESSAGES, max_size=4), st.lists(st.integers(1, 50), max_size=20))
def test_the_cut_of_the_network_changes_nothing(
    messages: list[tuple[list[bytes], bytes]], cuts: list[int]
) -> None:
    sent, expected = b"", []
    for parts, mask in messages:
        for n, part in enumerate(parts):
            last = n == len(parts) - 1
            sent += frame(part, TEXT if n == 0 else 0, fin=last, mask=mask)
            sent += frame(b"?", PING, mask=mask)
            if last:
                whole = b"".join(parts)
                large = len(whole) > KEEP
                expected.append(("too_large" if large else "text", whole[:96] if large else whole))
            expected.append(("control 9", b"?"))
    pieces, at = [b""], 0
    for cut in cuts:
        pieces.append(sent[at : at + cut])
        at += cut
    pieces.append(sent[at:])

    heard = hear([one for n, one in enumerate(pieces) if one or n == 0])

    assert heard == expected


def test_a_large_message_is_never_kept() -> None:
    async def largest() -> int:
        reader = FrameReader(64 * 1024, 256 * 1024)
        reader.start(Heard())
        most = 0
        whole = frame(b"x" * 250_000)
        for at in range(0, len(whole), 1000):
            reader.feed_data(whole[at : at + 1000])
            most = max(most, len(reader._rest) + len(reader._message or b""))
        return most

    assert asyncio.run(largest()) < 2000


@pytest.mark.parametrize(
    ("size", "head"),
    [
        (0, b"\x81\x00"),
        (125, b"\x81\x7d"),
        (126, b"\x81\x7e\x00\x7e"),
        (65_535, b"\x81\x7e\xff\xff"),
        (65_536, b"\x81\x7f\0\0\0\0\0\x01\0\0"),
    ],
)
def test_what_we_write_is_one_whole_frame(size: int, head: bytes) -> None:
    assert text_frame(b"x" * size) == head + b"x" * size
    assert control_frame(0x9, b"?") == b"\x89\x01?"


@given(st.lists(st.binary(max_size=30), max_size=20))
def test_noise_ends_the_line_or_waits_for_more(pieces: list[bytes]) -> None:
    heard = hear([b"", *(piece for piece in pieces if piece)])

    assert all(word for word, _ in heard)
