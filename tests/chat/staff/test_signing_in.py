"""Signing in: one answer for every no."""

from statistics import median
from time import perf_counter

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select, update

from chat.domain.refusal import RefusalCode, Refused
from chat.staff.account_statements import NewAccount
from chat.staff.roles import Role
from chat.storage.tables import audit, staff
from tests.chat.staffing import PASSWORD, House

COUNSELLOR = frozenset({Role.COUNSELLOR})


@pytest.fixture
async def three_accounts(house: House) -> None:
    await house.accounts.add(NewAccount.of("known", "Kendt", COUNSELLOR), PASSWORD)
    await house.accounts.add(NewAccount.of("shut", "Lukket", COUNSELLOR), PASSWORD)
    await house.accounts.disable("shut")
    await house.accounts.invite(NewAccount.of("invited", "Inviteret", COUNSELLOR))


async def refusal(house: House, username: str, network: str) -> RefusalCode:
    with pytest.raises(Refused) as no:
        await house.sign_in(username, "noget helt andet", network=network)
    assert no.value.extras == {}
    return no.value.code


@pytest.mark.usefixtures("three_accounts")
async def test_unknown_wrong_shut_and_invited_hear_the_same(house: House) -> None:
    names = ("known", "shut", "invited", "nobody", "no username at all", "")

    answers = {name: await refusal(house, name, network=name) for name in names}

    assert set(answers.values()) == {RefusalCode.BAD_CREDENTIALS}


@pytest.mark.usefixtures("three_accounts")
async def test_unknown_and_wrong_take_the_same_time(house: House) -> None:
    async def seconds(username: str, network: str) -> float:
        start = perf_counter()
        await refusal(house, username, network)
        return perf_counter() - start

    # By turns, so that a busy machine is as busy for both.
    known, unknown = [], []
    for n in range(25):
        known.append(await seconds("known", f"known-{n}"))
        unknown.append(await seconds("nobody", f"nobody-{n}"))

    assert 0.6 < median(unknown) / median(known) < 1.6


@pytest.mark.usefixtures("three_accounts")
async def test_the_sixth_wrong_password_waits_also_for_an_account_that_is_none(
    house: House,
) -> None:
    for username in ("known", "nobody"):
        for _ in range(5):
            assert await refusal(house, username, username) is RefusalCode.BAD_CREDENTIALS
        with pytest.raises(Refused) as no:
            await house.sign_in(username, PASSWORD, network=username)
        assert no.value.code is RefusalCode.SLOW_DOWN
        assert no.value.extras["retry_after_s"] == 2

    assert await house.sign_in("known", PASSWORD, network="elsewhere")


@pytest.mark.usefixtures("three_accounts")
async def test_every_try_stands_in_the_audit_log_without_what_was_typed(house: House) -> None:
    await refusal(house, "known", "a")
    await refusal(house, "nobody-of-that-name", "b")
    await house.sign_in("known", PASSWORD, network="c")

    async with house.store.read() as connection:
        rows = (await connection.execute(select(audit).order_by(audit.c.n.desc()).limit(3))).all()

    assert [row.act for row in reversed(rows)] == ["sign_in_failed", "sign_in_failed", "sign_in"]
    assert "nobody-of-that-name" not in repr(rows)


async def test_an_old_hash_is_made_anew_at_sign_in(house: House) -> None:
    await house.accounts.add(NewAccount.of("known", "Kendt", COUNSELLOR), PASSWORD)
    weaker = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(PASSWORD)
    async with house.store.write() as connection:
        await connection.execute(update(staff).values(password_hash=weaker))

    token = await house.sign_in("known", PASSWORD, network="here")

    assert await house.sessions.who(token) is not None
    async with house.store.read() as connection:
        stored = (await connection.execute(select(staff.c.password_hash))).scalar_one()
    assert not house.passwords.is_outdated(stored)
    assert await house.sign_in("known", PASSWORD, network="here")
