"""Showing again who sits there, the covered screen, and a hundred failures in a row."""

from datetime import timedelta

import pyotp
import pytest
from sqlalchemy import select, update

from chat.domain.identifiers import StaffId
from chat.domain.refusal import RefusalCode, Refused
from chat.staff.account_statements import NewAccount
from chat.staff.member import Back, StaffMember
from chat.staff.roles import Role
from chat.staff.session_statements import Credentials
from chat.staff.sessions import Sessions
from chat.staff.settings import FAILURES_IN_ROW
from chat.storage.tables import known_devices, sessions, staff
from tests.chat.staffing import PASSWORD, House

WRONG = "noget helt andet"
HOME, GUESSER = "A" * 43, "Q" * 43


@pytest.fixture
async def vera(house: House) -> StaffId:
    new = NewAccount.of("vera", "Vera", frozenset({Role.SUPERVISOR}))
    return await house.accounts.add(new, PASSWORD)


async def who(house: House, token: str) -> StaffMember:
    member = await house.sessions.who(token)
    assert member is not None
    return member


async def says(house: House, password: str, *, device: str | None = None, code: str = "") -> str:
    """Return what a sign-in comes to, from a network nothing has failed on."""
    network = f"network {house.clock()}"
    house.clock.moves(timedelta(seconds=1))
    try:
        await house.sign_in("vera", password, network=network, device=device, code=code or None)
    except Refused as no:
        return no.code.value
    return "in"


async def credentials(house: House, staff_id: StaffId) -> Credentials:
    stored = select(staff.c.password_hash).where(staff.c.staff_id == staff_id)
    async with house.store.read() as connection:
        return Credentials(staff_id, (await connection.execute(stored)).scalar_one())


async def with_factor(house: House, staff_id: StaffId) -> pyotp.TOTP:
    secret = await house.factors.begin(staff_id)
    totp = pyotp.TOTP(secret.secret)
    await house.factors.confirm(staff_id, totp.at(house.clock()))
    house.clock.moves(timedelta(minutes=2))
    return totp


async def test_a_page_nobody_touches_is_covered_and_its_session_lives_on(
    house: House, vera: StaffId
) -> None:
    token = await house.sign_in("vera", PASSWORD, network="here")
    await house.sessions.touched(token)
    member = await who(house, token)
    house.sessions.hold(member.session_id)

    house.clock.moves(timedelta(minutes=14))
    await house.sessions.look()
    assert (await who(house, token)).back is None
    house.clock.moves(timedelta(minutes=1))
    await house.sessions.look()

    assert (await who(house, token)).back is Back.LOCKED
    assert house.sessions.held_back(member.session_id) is Back.LOCKED


async def test_a_program_without_a_page_is_never_covered(house: House, vera: StaffId) -> None:
    token = await house.sign_in("vera", PASSWORD, network="here")
    house.sessions.hold((await who(house, token)).session_id)

    for _ in range(6):
        house.clock.moves(timedelta(minutes=10))
        await house.sessions.look()

    assert (await who(house, token)).back is None


@pytest.mark.parametrize("by", ["password", "code"])
async def test_a_covered_screen_opens_to_the_password_or_a_code(
    house: House, vera: StaffId, by: str
) -> None:
    totp = await with_factor(house, vera)
    token = await house.sign_in("vera", PASSWORD, network="here", code=totp.at(house.clock()))
    house.clock.moves(timedelta(minutes=12))
    await house.sessions.cover(token)
    member = await who(house, token)
    assert member.back is Back.LOCKED
    for password, code in ((WRONG, None), (None, "000000"), (None, None)):
        with pytest.raises(Refused):
            await house.proving.uncover(member, token, password, code, "here")
    assert (await who(house, token)).back is Back.LOCKED

    password = PASSWORD if by == "password" else None
    code = None if password else totp.at(house.clock())
    await house.proving.uncover(member, token, password, code, "here")

    uncovered = await who(house, token)
    assert uncovered.back is None
    # It opened the screen, and is no proof of more.
    assert not house.sessions.is_proved(uncovered)


async def test_touching_a_covered_page_opens_nothing(house: House, vera: StaffId) -> None:
    token = await house.sign_in("vera", PASSWORD, network="here")
    await house.sessions.cover(token)

    await house.sessions.touched(token)

    assert (await who(house, token)).back is Back.LOCKED


async def test_a_proof_is_the_password_and_the_code_and_holds_ten_minutes(
    house: House, vera: StaffId
) -> None:
    totp = await with_factor(house, vera)
    token = await house.sign_in("vera", PASSWORD, network="here", code=totp.at(house.clock()))
    assert house.sessions.is_proved(await who(house, token))
    house.clock.moves(timedelta(minutes=10))
    member = await who(house, token)
    assert not house.sessions.is_proved(member)

    with pytest.raises(Refused) as no:
        await house.proving.fully(member, token, PASSWORD, None, "here")
    assert no.value.code is RefusalCode.CODE_REQUIRED
    with pytest.raises(Refused) as no:
        await house.proving.fully(member, token, WRONG, totp.at(house.clock()), "here")
    assert no.value.code is RefusalCode.BAD_CREDENTIALS
    await house.proving.fully(member, token, PASSWORD, totp.at(house.clock()), "here")

    assert house.sessions.is_proved(await who(house, token))


async def test_guessing_inside_a_session_slows_down_and_ends_it(
    house: House, vera: StaffId
) -> None:
    token = await house.sign_in("vera", PASSWORD, network="here")
    member = await who(house, token)
    for _ in range(5):
        with pytest.raises(Refused):
            await house.proving.uncover(member, token, WRONG, None, "here")
    with pytest.raises(Refused) as no:
        await house.proving.uncover(member, token, PASSWORD, None, "here")
    assert no.value.code is RefusalCode.SLOW_DOWN
    async with house.store.write() as connection:
        almost = update(sessions).values(failed_in_row=FAILURES_IN_ROW - 1)
        await connection.execute(almost)

    with pytest.raises(Refused):
        await house.proving.uncover(member, token, WRONG, None, "elsewhere")

    house.sessions.look_again(token)
    assert await house.sessions.who(token) is None
    assert await says(house, PASSWORD) == "in"


async def test_a_hundred_failures_shut_out_who_guesses_and_nobody_else(
    house: House, vera: StaffId
) -> None:
    assert await says(house, PASSWORD, device=HOME) == "in"
    token = await house.sign_in("vera", PASSWORD, network="on shift")
    async with house.store.write() as connection:
        await connection.execute(update(staff).values(failed_in_row=FAILURES_IN_ROW - 1))
    assert await says(house, WRONG, device=GUESSER) == "bad_credentials"

    # The right password opens nothing from where nobody has signed in before,
    assert await says(house, PASSWORD, device=GUESSER) == "bad_credentials"
    assert await says(house, PASSWORD) == "bad_credentials"
    # whoever is on shift stays so and can open their screen,
    await house.proving.uncover(await who(house, token), token, PASSWORD, None, "on shift")
    # and the owner comes in where they are known, which clears what failed.
    assert await says(house, PASSWORD, device=HOME) == "in"
    assert await says(house, PASSWORD, device=GUESSER) == "in"


async def test_with_a_code_beside_the_password_one_comes_in_from_anywhere(
    house: House, vera: StaffId
) -> None:
    totp = await with_factor(house, vera)
    async with house.store.write() as connection:
        await connection.execute(update(staff).values(failed_in_row=FAILURES_IN_ROW))

    # That the password is right is told to nobody who has no code.
    assert await says(house, PASSWORD) == "bad_credentials"
    assert await says(house, PASSWORD, code="000000") == "bad_credentials"
    assert await says(house, PASSWORD, code=totp.at(house.clock())) == "in"


async def test_a_known_browser_that_guesses_is_known_no_more(house: House, vera: StaffId) -> None:
    assert await says(house, PASSWORD, device=HOME) == "in"
    async with house.store.write() as connection:
        await connection.execute(update(known_devices).values(failed_in_row=FAILURES_IN_ROW - 1))

    assert await says(house, WRONG, device=HOME) == "bad_credentials"

    async with house.store.read() as connection:
        assert (await connection.execute(select(known_devices))).all() == []
        failed = (await connection.execute(select(staff.c.failed_in_row))).scalar_one()
    assert failed == 0


async def test_one_sees_where_one_is_signed_in_and_ends_it(house: House, vera: StaffId) -> None:
    here = await house.sign_in("vera", PASSWORD, network="here")
    house.clock.moves(timedelta(minutes=1))
    there = await house.sign_in("vera", PASSWORD, network="there")
    third = await house.sign_in("vera", PASSWORD, network="third")
    listed = await house.sessions.of(vera, here)
    assert [one.current for one in listed].count(True) == 1
    assert not {one.session_id for one in listed} & {(await who(house, here)).session_id}

    named = {one.session_id for one in await house.sessions.of(vera, there) if one.current}
    await house.sessions.end_one(vera, named.pop())
    assert await house.sessions.who(there) is None
    for foreign in ("0" * 32, listed[0].session_id):
        with pytest.raises(Refused) as no:
            await house.sessions.end_one(StaffId("somebody else"), foreign)
        assert no.value.code is RefusalCode.NOT_FOUND
    await house.sessions.end_all(vera, vera, but=here)

    assert await house.sessions.who(third) is None
    assert await house.sessions.who(here) is not None


async def test_whoever_has_no_factor_yet_has_some_time_and_is_told_until_when(
    house: House, vera: StaffId
) -> None:
    some = timedelta(minutes=10)
    strict = Sessions(
        house.store, house.submit, house.settings.sessions, house.clock, factor_within=some
    )
    first = house.clock()
    before = await strict.who(await strict.start(await credentials(house, vera)))
    house.clock.moves(timedelta(minutes=9))
    token = await strict.start(await credentials(house, vera))
    at_last = await strict.who(token)
    assert before is not None
    assert at_last is not None
    assert (before.back, at_last.back) == (None, None)
    assert before.factor_due_at == at_last.factor_due_at == first + some

    house.clock.moves(timedelta(minutes=2))
    after = await strict.who(token)

    assert after is not None
    assert after.back is Back.MUST_ENROL


async def test_who_signed_in_before_a_factor_was_asked_for_is_not_held_up_in_a_shift(
    house: House, vera: StaffId
) -> None:
    token = await house.sign_in("vera", PASSWORD, network="here")
    strict = Sessions(
        house.store, house.submit, house.settings.sessions, house.clock, factor_within=timedelta(0)
    )

    member = await strict.who(token)

    assert member is not None
    assert (member.back, member.factor_due_at) == (None, None)


async def test_without_a_factor_nothing_is_open_where_one_is_asked_for(
    house: House, vera: StaffId
) -> None:
    strict = Sessions(
        house.store, house.submit, house.settings.sessions, house.clock, factor_within=timedelta(0)
    )
    token = await strict.start(await credentials(house, vera))
    member = await strict.who(token)
    assert member is not None
    assert member.back is Back.MUST_ENROL

    await with_factor(house, vera)

    # At once, and not when the old answer is too old to be believed.
    member = await strict.who(token)
    assert member is not None
    assert member.back is None
