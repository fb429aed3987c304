"""The second factor: set up by a code, asked for at sign-in, each code used once."""

import asyncio
from datetime import timedelta

import pyotp
import pytest
from sqlalchemy import select

from chat.domain.identifiers import StaffId
from chat.domain.refusal import RefusalCode, Refused
from chat.staff.account_statements import NewAccount
from chat.staff.one_time_codes import NewSecret, draw_recovery_codes
from chat.staff.roles import Role
from chat.staff.session_statements import Credentials
from chat.storage.tables import audit, factors, recovery_codes, staff
from tests.chat.staffing import PASSWORD, House

STEP = timedelta(seconds=30)


@pytest.fixture
async def sofie(house: House) -> StaffId:
    new = NewAccount.of("sofie", "Sofie", frozenset({Role.COUNSELLOR}))
    return await house.accounts.add(new, PASSWORD)


def code(house: House, secret: NewSecret, *, away: timedelta = timedelta(0)) -> str:
    return pyotp.TOTP(secret.secret).at(house.clock() + away)


async def set_up(house: House, staff_id: StaffId) -> tuple[NewSecret, tuple[str, ...]]:
    """Return the secret and the recovery codes; the next code is a newer one."""
    secret = await house.factors.begin(staff_id)
    codes = await house.factors.confirm(staff_id, code(house, secret))
    house.clock.moves(3 * STEP)
    return secret, codes


async def refusal(house: House, *, password: str = PASSWORD, code: str | None = None) -> str:
    with pytest.raises(Refused) as no:
        await house.sign_in("sofie", password, network=f"{password}{code}", code=code)
    return no.value.code.value


async def test_a_secret_counts_once_a_code_of_it_was_shown(house: House, sofie: StaffId) -> None:
    secret = await house.factors.begin(sofie)
    assert await house.sign_in("sofie", PASSWORD, network="here")

    with pytest.raises(Refused) as no:
        await house.factors.confirm(sofie, "000000")
    assert no.value.code is RefusalCode.WRONG_CODE
    recovery = await house.factors.confirm(sofie, code(house, secret))

    assert len(set(recovery)) == 10
    assert (await house.factors.state_of(sofie)).recovery_left == 10
    assert await refusal(house) == "code_required"


async def test_the_code_is_asked_of_a_right_password_alone(house: House, sofie: StaffId) -> None:
    secret, _ = await set_up(house, sofie)

    assert await refusal(house, password="noget helt andet") == "bad_credentials"
    right = code(house, secret)
    assert await refusal(house, password="noget helt andet", code=right) == "bad_credentials"
    assert await refusal(house, code="000000") == "bad_credentials"
    assert await house.sign_in("sofie", PASSWORD, network="here", code=right)


@pytest.mark.parametrize("away", [-STEP, STEP])
async def test_a_clock_half_a_minute_off_is_no_matter(
    house: House, sofie: StaffId, away: timedelta
) -> None:
    secret, _ = await set_up(house, sofie)

    assert await refusal(house, code=code(house, secret, away=2 * away)) == "bad_credentials"
    near = code(house, secret, away=away)
    assert await house.sign_in("sofie", PASSWORD, network="here", code=near)


async def test_of_a_code_used_ten_times_at_once_one_opens(house: House, sofie: StaffId) -> None:
    secret, _ = await set_up(house, sofie)
    right = code(house, secret)

    opened = await asyncio.gather(
        *(house.sign_in("sofie", PASSWORD, network=f"{n}", code=right) for n in range(10)),
        return_exceptions=True,
    )

    said = [one.code if isinstance(one, Refused) else "in" for one in opened]
    assert sorted(said) == ["bad_credentials"] * 9 + ["in"]
    assert await refusal(house, code=right) == "bad_credentials"
    # What was used up takes the older ones with it.
    older = code(house, secret, away=-STEP)
    assert await refusal(house, code=older) == "bad_credentials"


async def test_a_recovery_code_opens_once_however_it_is_typed(house: House, sofie: StaffId) -> None:
    _, recovery = await set_up(house, sofie)
    typed = recovery[0].upper().replace("-", " ")

    assert await refusal(house, code=draw_recovery_codes()[0]) == "bad_credentials"
    assert await house.sign_in("sofie", PASSWORD, network="here", code=typed)
    assert await refusal(house, code=recovery[0]) == "bad_credentials"
    assert (await house.factors.state_of(sofie)).recovery_left == 9

    anew = await house.factors.renew_recovery(sofie)
    assert await refusal(house, code=recovery[1]) == "bad_credentials"
    assert await house.sign_in("sofie", PASSWORD, network="here", code=anew[0])


async def test_wrong_codes_slow_down_and_a_password_alone_does_not_clear_them(
    house: House, sofie: StaffId
) -> None:
    await set_up(house, sofie)
    for _ in range(5):
        for typed, said in ((None, "code_required"), ("000000", "bad_credentials")):
            with pytest.raises(Refused) as no:
                await house.sign_in("sofie", PASSWORD, network="here", code=typed)
            assert no.value.code == said

    with pytest.raises(Refused) as no:
        await house.sign_in("sofie", PASSWORD, network="here")
    assert no.value.code is RefusalCode.SLOW_DOWN


async def test_nothing_readable_of_it_is_kept(house: House, sofie: StaffId) -> None:
    secret, recovery = await set_up(house, sofie)

    async with house.store.read() as connection:
        kept = repr((await connection.execute(select(factors))).all())
        kept += repr((await connection.execute(select(recovery_codes))).all())
        acts = (await connection.execute(select(audit.c.act).order_by(audit.c.n))).scalars().all()
    assert secret.secret not in kept
    assert not [one for one in recovery if one in kept or one.replace("-", "") in kept]
    assert secret.secret not in repr(secret)
    assert acts[-1] == "set_up_factor"


async def test_a_password_looked_at_before_the_factor_was_set_up_opens_nothing_after(
    house: House, sofie: StaffId
) -> None:
    before = await shown_before(house, sofie)
    await set_up(house, sofie)

    with pytest.raises(Refused) as no:
        await house.sessions.start(before)
    assert no.value.code is RefusalCode.BAD_CREDENTIALS


async def shown_before(house: House, staff_id: StaffId) -> Credentials:
    """What somebody had shown who was let in on the password alone."""
    async with house.store.read() as connection:
        query = select(staff.c.password_hash).where(staff.c.staff_id == staff_id)
        return Credentials(staff_id, (await connection.execute(query)).scalar_one())


async def test_who_is_reset_is_bound_anew(house: House, sofie: StaffId) -> None:
    await set_up(house, sofie)

    await house.accounts.reset("sofie", PASSWORD)

    assert (await house.factors.state_of(sofie)).since is None
    assert await house.sign_in("sofie", PASSWORD, network="here")
