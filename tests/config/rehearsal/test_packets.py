"""A client's packets, read and written as the protocols' pages show them."""

import pytest

from config.rehearsal.packets import Kind, Packet, connect_packet, event_packet, read_packet


@pytest.mark.parametrize(
    ("text", "packet"),
    [
        ('0{"sid":"x"}', Packet(Kind.OPEN)),
        ("2", Packet(Kind.PING)),
        ("1", Packet(Kind.ENDED)),
        ('40/young,{"sid":"x"}', Packet(Kind.CONNECTED, data={"sid": "x"})),
        ("41/young,", Packet(Kind.DISCONNECTED)),
        ('42/young,["event",{"seq":1}]', Packet(Kind.EVENT, data=["event", {"seq": 1}])),
        ('43/young,17[{"ok":true}]', Packet(Kind.ACK, 17, [{"ok": True}])),
        (
            '44/young,{"message":"unauthorized"}',
            Packet(Kind.REFUSED, data={"message": "unauthorized"}),
        ),
        ("6", Packet(Kind.OTHER)),
    ],
)
def test_a_packet_says_what_it_is(text: str, packet: Packet) -> None:
    assert read_packet(text) == packet


def test_what_a_client_says_can_be_read_again() -> None:
    assert connect_packet("/young", {"token": "t"}) == '40/young,{"token":"t"}'
    said = read_packet(event_packet("/young", "message:send", {"text": "hej, du"}, 3))

    assert said == Packet(Kind.EVENT, 3, ["message:send", {"text": "hej, du"}])
