import pytest

from chat.domain.audience import Kind, Viewer
from chat.domain.event import Entry, happening
from chat.domain.people import YOUNG, Sender
from chat.storage.vault import MasterKey, Vault, VaultError
from tests.chat.domain.building import HERE, NOON, verdict
from tests.chat.keeping import KEY, Kept, Open
from tests.chat.storage.test_writer import says

CANARY = "havørnen flyver lavt i aften"


def entry(seq: int) -> Entry:
    event = happening(Kind.MESSAGE, Sender.YOUNG, {"text": CANARY})
    return Entry(HERE, seq, 0, 0, NOON, event)


def test_no_two_sealings_are_alike() -> None:
    vault = Vault(KEY)
    vault.make_key(HERE)

    sealed = {vault.seal(entry(1)) for _ in range(10_000)}

    assert len({one[:12] for one in sealed}) == 10_000


def test_another_master_key_opens_nothing() -> None:
    wrapped = Vault(KEY).make_key(HERE)

    with pytest.raises(VaultError):
        Vault(MasterKey("test", b"\1" * 32)).learn(wrapped)
    with pytest.raises(VaultError):
        Vault(MasterKey("other", bytes(32))).learn(wrapped)


def test_the_master_key_shows_itself_nowhere() -> None:
    assert "\\x00" not in repr(KEY)


async def test_nothing_written_is_readable_in_the_files(kept: Kept) -> None:
    here = await kept.talking()
    await kept.writer.submit(says(here, CANARY, "c1"))

    for file in kept.database.files():
        assert CANARY.encode() not in file.read_bytes(), file.name


SWAP = "UPDATE events SET data_sealed = (SELECT data_sealed FROM events WHERE seq = 4)"


@pytest.mark.parametrize(
    "meddling",
    [
        "UPDATE events SET seq = seq + 100",
        "UPDATE events SET sender = 'counsellor'",
        "UPDATE events SET audience = 'staff'",
        "UPDATE events SET kind = 'note'",
        "UPDATE events SET key_version = 2",
        "UPDATE events SET data_sealed = (SELECT wrapped FROM keys)",
        SWAP,
    ],
)
async def test_a_row_that_was_moved_or_changed_does_not_open(
    kept: Kept, another: Open, meddling: str
) -> None:
    here = await kept.talking()
    await kept.writer.submit(says(here, "en", "c1"))
    await kept.writer.submit(says(here, "to", "c2"))
    await kept.writer.stop()
    kept.database.meddle(f"{meddling} WHERE kind = 'message' AND seq = 3")

    reader = await another()

    with pytest.raises(VaultError):
        await reader.log.since(here, 0, Viewer.SUPERVISOR)


async def test_with_its_key_gone_a_conversation_is_gone(kept: Kept, another: Open) -> None:
    here = await kept.talking()
    await kept.writer.submit(says(here, CANARY, "c1"))
    await kept.writer.stop()
    kept.database.meddle("DELETE FROM keys")

    reader = await another()

    with pytest.raises(VaultError):
        await reader.log.since(here, 0, Viewer.YOUNG)


def test_a_message_is_sealed_for_its_place_alone() -> None:
    vault = Vault(KEY)
    vault.make_key(HERE)

    assert vault.seal(entry(1))[12:] != vault.seal(entry(2))[12:]
    assert YOUNG.sender is Sender.YOUNG
    assert verdict().status == "assessed"
