"""The generator's own checks catch loss, doubles, disorder and garbling."""

from tests.bench.ends import End, Record


class Texts:
    def text(self, pair: int, side: int, seq: int) -> str:
        return f"{pair}:{side}:{seq}:".ljust(80, "x")


class Silent:
    def send(self, seq: int, text: str) -> None:
        """Nobody hears it."""

    def close(self) -> None:
        """Nothing to close."""


def two_ends(fired: int) -> tuple[Record, End, End]:
    record = Record(Texts(), begin=0)
    one, other = End(record, Silent(), 0, 0), End(record, Silent(), 0, 1)
    one.peer, other.peer = other, one
    for _ in range(fired):
        one.fire()
    return record, one, other


def said(seq: int, pair: int = 0, side: int = 0) -> str:
    return Texts().text(pair, side, seq)


def test_a_late_message_is_out_of_order_and_a_second_copy_is_a_duplicate() -> None:
    record, _, other = two_ends(4)

    for seq in (1, 3, 2, 2, 4):
        other.message(said(seq))

    assert record.errors == {"out_of_order": 1, "duplicate": 1}


def test_a_message_that_never_came_is_lost() -> None:
    record, one, other = two_ends(4)

    for seq in (1, 2, 4):
        other.message(said(seq))
        one.ack(seq, ok=True)
    one.ack(3, ok=True)
    one.settle()

    assert record.errors == {"lost": 1}


def test_a_foreign_or_garbled_message_is_named() -> None:
    record, _, other = two_ends(4)

    for text in (said(9), "zz", said(1, pair=5), said(3)[:-1] + "y"):
        other.message(text)

    assert record.errors == {"garbled": 3, "wrong_chat": 1}


def test_answers_that_come_twice_or_say_no_are_counted() -> None:
    record, one, _ = two_ends(4)

    one.ack(1, ok=True)
    one.ack(1, ok=True)
    one.ack(77, ok=True)
    one.ack(2, ok=False)
    one.settle()

    assert record.errors["duplicate_or_unknown_ack"] == 2
    assert record.errors["negative_ack"] == 1
    assert record.errors["unacked"] == 2


def test_a_copy_after_all_was_done_is_still_a_duplicate() -> None:
    record, one, other = two_ends(1)

    other.message(said(1))
    one.ack(1, ok=True)
    other.message(said(1))

    assert record.errors == {"duplicate": 1}
    assert not one.out
