"""Whatever comes, the reader returns a checked packet or says that it is malformed."""

import json
from collections.abc import Iterator

import orjson
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chat.realtime.packets import HEAD_BYTES, Kind, Malformed, NotText, Packet, address, read

NUMBERS = st.integers(-(10**15) + 1, 10**15 - 1) | st.floats(-1e14, 1e14)
WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
LEAVES = st.none() | st.booleans() | NUMBERS | WORDS
PAYLOADS = st.dictionaries(
    WORDS, st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3), max_leaves=4)
)
ACKS = st.none() | st.integers(0, 10**15 - 1)
NAMESPACES = st.sampled_from(["/", "/young", "/counsellor", "/supervisor"])


def said(namespace: str, ack: int | None, data: object) -> bytes:
    """Return the frame a stock client would send."""
    where = "" if namespace == "/" else f"{namespace},"
    number = "" if ack is None else str(ack)
    return f"42{where}{number}{json.dumps(data)}".encode()


def depth(value: object) -> int:
    inner: Iterator[object] = iter(())
    if isinstance(value, dict):
        inner = iter(value.values())
    elif isinstance(value, list):
        inner = iter(value)
    else:
        return 0
    return 1 + max(map(depth, inner), default=0)


@given(NAMESPACES, ACKS, WORDS, PAYLOADS)
def test_what_a_client_says_is_what_is_read(
    namespace: str, ack: int | None, name: str, payload: dict[str, object]
) -> None:
    packet = read(said(namespace, ack, [name, payload]))

    number = None if ack is None else str(ack).encode()
    assert packet == Packet(Kind.EVENT, namespace.encode(), number, name, payload)


@given(st.binary(max_size=60) | st.binary(max_size=60).map(lambda rest: b"42/young,1" + rest))
@example(b"42/young,1[" + b"[" * 100_000)
@example(b"42" + b"1" * 5_000)
@example('42/young,٣["a",{}]'.encode())
def test_anything_else_is_malformed_and_nothing_worse(frame: bytes) -> None:
    try:
        packet = read(frame)
    except Malformed as bad:
        assert bad.ack is None or bad.ack.isdigit()  # noqa: PT017 -- either way is right
    else:
        assert isinstance(packet.kind, Kind)


@given(
    st.recursive(
        LEAVES | st.integers() | st.floats() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=2) | st.dictionaries(WORDS, inner, max_size=2),
        max_leaves=20,
    )
)
def test_what_is_read_is_never_deeper_or_larger_than_allowed(payload: object) -> None:
    frame = said("/young", 1, ["echo", {"payload": payload}])

    try:
        packet = read(frame)
    except Malformed as bad:
        assert bad.ack == b"1" or isinstance(bad, NotText)  # noqa: PT017 -- either way is right
    else:
        assert depth(packet.data) < 8
        assert "\\u0000" not in orjson.dumps(packet.data).decode().replace("\\\\", "")


@given(ACKS, NAMESPACES, st.text(max_size=200))
def test_the_head_of_a_large_event_says_whom_to_answer(
    ack: int | None, namespace: str, text: str
) -> None:
    frame = said(namespace, ack, ["message:send", {"text": text}])

    found = address(frame[:HEAD_BYTES])

    assert found == (namespace.encode(), None if ack is None else str(ack).encode())


@pytest.mark.parametrize("nested", [6, 7])
def test_eight_levels_of_json_are_enough(nested: int) -> None:
    frame = b'42/young,1["echo",{"a":' + b"[" * nested + b"]" * nested + b"}]"

    if nested == 6:
        assert read(frame).name == "echo"
    else:
        with pytest.raises(Malformed):
            read(frame)


@pytest.mark.parametrize(
    ("number", "fits"),
    [("999999999999999", True), ("1000000000000000", False), ("-999999999999999", True)],
)
def test_fifteen_digits_are_enough(number: str, fits: bool) -> None:
    frame = f'42/young,1["echo",{{"seq":{number}}}]'.encode()

    if fits:
        assert read(frame).data == {"seq": int(number)}
    else:
        with pytest.raises(Malformed):
            read(frame)
