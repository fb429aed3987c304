"""Sessions: how long they last, and that ended is ended."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from chat.domain.refusal import RefusalCode, Refused, Unavailable
from chat.staff.account_statements import NewAccount
from chat.staff.member import SessionId
from chat.staff.roles import Role
from chat.staff.session_statements import Credentials
from chat.staff.sessions import Sessions
from chat.staff.standing import hash_of
from chat.storage.tables import sessions, staff
from tests.chat.staffing import PASSWORD, House

COUNSELLOR = NewAccount.of("sofie", "Sofie", frozenset({Role.COUNSELLOR}))
SUPERVISOR = NewAccount.of("vera", "Vera", frozenset({Role.COUNSELLOR, Role.SUPERVISOR}))


async def signed_in(house: House, new: NewAccount = COUNSELLOR) -> str:
    await house.accounts.add(new, PASSWORD)
    return await house.sign_in(new.username, PASSWORD, network="here")


def elsewhere(house: House) -> Sessions:
    """Return the sessions as another process sees them: with a memory of its own."""
    return Sessions(house.store, house.submit, house.settings.sessions, house.clock)


async def test_a_token_is_long_random_and_stored_as_its_hash(house: House) -> None:
    tokens = [await signed_in(house)]
    tokens += [await house.sign_in("sofie", PASSWORD, network="here") for _ in range(3)]

    assert len(set(tokens)) == 4
    assert all(len(token) == 43 for token in tokens)
    async with house.store.read() as connection:
        stored = (await connection.execute(select(sessions))).all()
    assert not any(token in repr(stored) for token in tokens)


@pytest.mark.parametrize("token", ["", "x", "å" * 43, "A" * 43, "\ud800", "a" * 5000])
async def test_what_is_no_token_opens_nothing(house: House, token: str) -> None:
    assert await house.sessions.who(token) is None


@pytest.mark.parametrize(
    ("new", "idle"),
    [(COUNSELLOR, timedelta(minutes=30)), (SUPERVISOR, timedelta(minutes=15))],
)
async def test_an_unused_session_ends(house: House, new: NewAccount, idle: timedelta) -> None:
    token = await signed_in(house, new)

    house.clock.moves(idle - timedelta(seconds=1))
    assert await house.sessions.who(token) is not None
    house.clock.moves(idle)

    assert await house.sessions.who(token) is None
    assert await elsewhere(house).who(token) is None


async def test_use_keeps_a_session_alive_for_twelve_hours_and_no_longer(house: House) -> None:
    token = await signed_in(house)

    for _ in range(12 * 4 - 1):
        house.clock.moves(timedelta(minutes=15))
        assert await house.sessions.who(token) is not None
    house.clock.moves(timedelta(minutes=15))

    assert await house.sessions.who(token) is None


async def test_an_open_socket_is_use(house: House) -> None:
    token = await signed_in(house, SUPERVISOR)
    member = await house.sessions.who(token)
    assert member is not None
    house.sessions.hold(member.session_id)

    for _ in range(8):
        house.clock.moves(timedelta(minutes=10))
        await house.sessions.look()
        await house.sessions.note()

    assert await elsewhere(house).who(token) is not None
    house.sessions.let_go(member.session_id)
    house.clock.moves(timedelta(minutes=16))
    await house.sessions.look()
    assert await house.sessions.who(token) is None


async def test_use_is_written_in_batches(house: House) -> None:
    token = await signed_in(house)
    other = elsewhere(house)
    house.clock.moves(timedelta(minutes=20))

    await house.sessions.who(token)
    await house.sessions.note()
    house.clock.moves(timedelta(minutes=20))

    assert await other.who(token) is not None


async def test_a_process_that_does_not_live_a_minute_notes_use_all_the_same(house: House) -> None:
    times = house.settings.sessions.model_copy(update={"first_touch": timedelta(seconds=0.01)})
    short_lived = Sessions(house.store, house.submit, times, house.clock)
    token = await signed_in(house, SUPERVISOR)
    house.clock.moves(timedelta(minutes=10))

    await short_lived.who(token)
    async with short_lived.watched():
        async with asyncio.timeout(5):
            while await used_at(house, token) != house.clock():  # noqa: ASYNC110 - the store's to say
                await asyncio.sleep(0.01)


async def used_at(house: House, token: str) -> object:
    query = select(sessions.c.used_at).where(sessions.c.token_hash == hash_of(token))
    async with house.store.read() as connection:
        return (await connection.execute(query)).scalar_one()


async def test_old_sessions_are_swept_away(house: House) -> None:
    await signed_in(house)

    house.clock.moves(timedelta(hours=13))
    await house.sessions.note()

    async with house.store.read() as connection:
        query = select(func.count()).select_from(sessions)
        assert (await connection.execute(query)).scalar_one() == 0


async def test_signed_out_is_out_here_at_once_and_elsewhere_within_five_seconds(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    token, other = await signed_in(house), elsewhere(house)
    now = [100.0]
    monkeypatch.setattr("chat.staff.sessions.monotonic", lambda: now[0])
    assert await other.who(token) is not None

    await house.sessions.end(token)

    assert await house.sessions.who(token) is None
    now[0] += 5
    assert await other.who(token) is None


async def test_sockets_of_an_ended_session_are_cut_once(house: House) -> None:
    token = await signed_in(house)
    member = await house.sessions.who(token)
    assert member is not None
    cut: list[SessionId] = []
    house.sessions.tell(cut.append)
    house.sessions.hold(member.session_id)
    house.sessions.hold(member.session_id)

    await house.sessions.end(token)
    await house.sessions.look()

    assert cut == [member.session_id]
    house.sessions.let_go(member.session_id)
    house.sessions.let_go(member.session_id)


@pytest.mark.parametrize("how", ["disable", "reset", "too_old"])
async def test_a_session_that_ends_elsewhere_is_noticed(house: House, how: str) -> None:
    token = await signed_in(house)
    member = await house.sessions.who(token)
    assert member is not None
    cut: list[SessionId] = []
    house.sessions.tell(cut.append)
    house.sessions.hold(member.session_id)

    match how:
        case "disable":
            await house.accounts.disable("sofie")
        case "reset":
            await house.accounts.reset("sofie", "noget nyt og langt nok")
        case _:
            house.clock.moves(timedelta(hours=12))
    await house.sessions.look()

    assert cut == [member.session_id]
    assert await house.sessions.who(token) is None


async def test_the_watch_looks_by_itself(house: House) -> None:
    times = house.settings.sessions.model_copy(update={"watch_every": timedelta(seconds=0.01)})
    watching = Sessions(house.store, house.submit, times, house.clock)
    token = await signed_in(house)
    member = await watching.who(token)
    assert member is not None
    gone = asyncio.Event()
    watching.tell(lambda _: gone.set())
    watching.hold(member.session_id)

    async with watching.watched():
        await house.accounts.disable("sofie")
        await asyncio.wait_for(gone.wait(), 5)


async def test_a_request_in_flight_cannot_bring_a_session_back(house: House) -> None:
    for _ in range(30):
        token = (
            await house.sign_in("sofie", PASSWORD, network="here") if _ else await signed_in(house)
        )
        asking = [asyncio.create_task(house.sessions.who(token)) for _ in range(4)]
        ending = asyncio.create_task(house.sessions.end(token))
        asking += [asyncio.create_task(house.sessions.who(token)) for _ in range(4)]
        noting = asyncio.create_task(house.sessions.note())

        await asyncio.gather(*asking, ending, noting)

        assert await house.sessions.who(token) is None
        await house.sessions.note()
        assert await elsewhere(house).who(token) is None


async def test_signing_in_again_ends_the_session_the_browser_had(house: House) -> None:
    first = await signed_in(house)

    second = await house.sign_in("sofie", PASSWORD, network="here", instead_of=first)

    assert second != first
    assert await house.sessions.who(first) is None
    assert await house.sessions.who(second) is not None


async def test_a_password_changed_while_it_was_looked_at_opens_nothing(house: House) -> None:
    await signed_in(house)
    async with house.store.read() as connection:
        row = (await connection.execute(select(staff))).one()
    shown = Credentials(row.staff_id, row.password_hash)

    await house.accounts.reset("sofie", "noget nyt og langt nok")

    with pytest.raises(Refused) as no:
        await house.sessions.start(shown)
    assert no.value.code is RefusalCode.BAD_CREDENTIALS


async def test_with_the_store_away_nobody_is_believed_over_five_seconds(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = await signed_in(house)
    now = [100.0]
    monkeypatch.setattr("chat.staff.sessions.monotonic", lambda: now[0])
    assert await house.sessions.who(token) is not None

    def away() -> None:
        raise OperationalError("SELECT", {}, OSError())

    monkeypatch.setattr(house.store, "read", away)

    assert await house.sessions.who(token) is not None
    now[0] += 5
    with pytest.raises(Unavailable):
        await house.sessions.who(token)
