from dataclasses import replace

from chat.storage.memory import Memory
from chat.storage.moving import moving_row
from chat.storage.versions import Held, Version
from tests.chat.domain.building import HERE, talking

OURS = Version(7, 100)


def remembering() -> Memory:
    memory = Memory()
    memory.take([talking()], [], {HERE: OURS}, opened=[HERE])
    return memory


def held(transaction: int, revision: int) -> Held:
    moving = moving_row(replace(talking(), seq=50, flags=2))[:-1]
    return Held(Version(transaction, revision), moving)


def test_what_this_process_wrote_last_is_as_it_remembers_it() -> None:
    memory = remembering()

    assert memory.now(HERE, held(7, 100)) == talking()
    assert memory.knows_requests_of(HERE)


def test_what_has_only_moved_is_brought_up_to_date() -> None:
    memory = remembering()

    now = memory.now(HERE, held(8, 100))

    assert now == replace(talking(), seq=50, flags=2)
    assert not memory.knows_requests_of(HERE)


def test_what_has_changed_or_comes_from_another_past_is_not_known() -> None:
    assert remembering().now(HERE, held(8, 101)) is None
    # A database that was put back gives the same number to another transaction.
    assert remembering().now(HERE, held(7, 101)) is None
