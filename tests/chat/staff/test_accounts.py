"""Accounts and the invitations that open them."""

import asyncio
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from chat.domain.identifiers import new_conversation_id
from chat.domain.refusal import RefusalCode, Refused
from chat.domain.work_area import WorkArea
from chat.staff.account_statements import NewAccount
from chat.staff.names import normal_display_name, normal_username
from chat.staff.roles import Role
from chat.storage.tables import audit, invitations, staff
from chat.storage.video_links import KeepVideoLink, UseVideoLink, VideoSeat
from tests.chat.staffing import PASSWORD, House

OTHER_PASSWORD = "en helt anden sætning"
SOFIE = NewAccount.of("sofie.l", "Sofie", frozenset({Role.COUNSELLOR}))
ADMIN = NewAccount.of("anders", "Anders", frozenset({Role.ADMIN}))


async def sign_in(house: House, username: str = "sofie.l", password: str = PASSWORD) -> str:
    return await house.sign_in(username, password, network="here")


async def acts(house: House) -> list[str]:
    async with house.store.read() as connection:
        return list((await connection.execute(select(audit.c.act).order_by(audit.c.n))).scalars())


async def test_an_account_with_a_password_can_sign_in_at_once(house: House) -> None:
    await house.accounts.add(SOFIE, PASSWORD)

    member = await house.sessions.who(await sign_in(house, "  Sofie.L "))

    assert member is not None
    assert (member.display_name, member.roles) == ("Sofie", SOFIE.roles)
    assert await acts(house) == ["add_staff", "sign_in"]


async def test_a_username_is_taken_once_however_it_is_written(house: House) -> None:
    await house.accounts.add(NewAccount.of("Søren", "Søren", SOFIE.roles), PASSWORD)

    with pytest.raises(Refused) as no:
        await house.accounts.add(NewAccount.of("SØREN", "En anden", SOFIE.roles), PASSWORD)

    assert no.value.code is RefusalCode.CONFLICT
    assert len(await house.accounts.everyone()) == 1


async def test_two_at_once_cannot_take_one_username(house: House) -> None:
    both = await asyncio.gather(
        *(house.accounts.add(SOFIE, PASSWORD) for _ in range(5)), return_exceptions=True
    )

    assert sum(1 for one in both if isinstance(one, Refused)) == 4


async def test_a_disabled_account_is_shut_and_its_sessions_end(house: House) -> None:
    await house.accounts.add(SOFIE, PASSWORD)
    token = await sign_in(house)

    await house.accounts.disable("sofie.l")
    house.clock.moves(timedelta(seconds=1))
    await house.sessions.look()

    with pytest.raises(Refused) as no:
        await sign_in(house)
    assert no.value.code is RefusalCode.BAD_CREDENTIALS
    assert [account.disabled_at is None for account in await house.accounts.everyone()] == [False]
    house.sessions._believed.clear()
    assert await house.sessions.who(token) is None


async def test_a_reset_ends_the_old_password_and_every_session(house: House) -> None:
    await house.accounts.add(SOFIE, PASSWORD)
    token = await sign_in(house)

    await house.accounts.reset("sofie.l", OTHER_PASSWORD)

    house.sessions._believed.clear()
    assert await house.sessions.who(token) is None
    with pytest.raises(Refused):
        await sign_in(house)
    assert await sign_in(house, password=OTHER_PASSWORD)


@pytest.mark.parametrize("how", ["disable", "reset_by_invitation", "move"])
async def test_who_is_signed_out_comes_into_no_video_talk_by_a_link_fetched_before(
    house: House, how: str
) -> None:
    staff_id = await house.accounts.add(SOFIE, PASSWORD)
    here, lives = new_conversation_id(), timedelta(minutes=10)
    young, hers = VideoSeat(here, 1), VideoSeat(here, 1, staff_id)
    await house.submit(KeepVideoLink(young, b"y" * 32, lives))
    await house.submit(KeepVideoLink(hers, b"s" * 32, lives))

    if how == "move":
        await house.accounts.move("sofie.l", WorkArea.of("all"))
    else:
        await getattr(house.accounts, how)("sofie.l")

    assert await house.submit(UseVideoLink(b"s" * 32)) is None
    assert await house.submit(UseVideoLink(b"y" * 32)) == young


async def test_a_demo_that_starts_anew_leaves_whoever_looks_on_where_they_are(house: House) -> None:
    await house.accounts.add(SOFIE, PASSWORD)
    token = await sign_in(house)

    await house.accounts.reset("sofie.l", OTHER_PASSWORD, stays_in=True)

    house.sessions._believed.clear()
    assert await house.sessions.who(token) is not None
    assert await sign_in(house, password=OTHER_PASSWORD)
    with pytest.raises(Refused):
        await sign_in(house)


async def test_resetting_or_disabling_nobody_is_refused(house: House) -> None:
    for way in (
        house.accounts.disable("nobody"),
        house.accounts.reset("nobody", PASSWORD),
        house.accounts.reset_by_invitation("nobody"),
    ):
        with pytest.raises(Refused) as no:
            await way
        assert no.value.code is RefusalCode.NOT_FOUND


async def test_an_invitation_opens_the_account_once(house: House) -> None:
    invitation = await house.accounts.invite(SOFIE)
    now = house.clock()

    assert invitation.path == f"/invitation#{invitation.code}"
    assert (await house.invitations.whose(invitation.code, now)).username == "sofie.l"
    shown = await house.invitations.accept(invitation.code, PASSWORD, now)
    with pytest.raises(Refused) as no:
        await house.invitations.accept(invitation.code, OTHER_PASSWORD, now)

    assert no.value.code is RefusalCode.NOT_FOUND
    assert await house.sessions.who(await house.sessions.start(shown)) is not None
    assert await sign_in(house)


async def test_of_two_who_use_one_invitation_one_wins(house: House) -> None:
    code = (await house.accounts.invite(SOFIE)).code

    both = await asyncio.gather(
        *(house.invitations.accept(code, PASSWORD, house.clock()) for _ in range(5)),
        return_exceptions=True,
    )

    assert sum(1 for one in both if isinstance(one, Refused)) == 4


async def test_nobody_signs_in_before_the_invitation_is_used(house: House) -> None:
    await house.accounts.invite(SOFIE)

    for password in (PASSWORD, "", "None"):
        with pytest.raises(Refused) as no:
            await sign_in(house, password=password)
        assert no.value.code is RefusalCode.BAD_CREDENTIALS


@pytest.mark.parametrize(
    ("new", "alive", "dead"),
    [
        (SOFIE, timedelta(days=6, hours=23), timedelta(days=7)),
        (ADMIN, timedelta(minutes=59), timedelta(hours=1)),
    ],
)
async def test_an_invitation_dies(
    house: House, new: NewAccount, alive: timedelta, dead: timedelta
) -> None:
    invitation = await house.accounts.invite(new)

    await house.invitations.whose(invitation.code, house.clock() + alive)
    with pytest.raises(Refused):
        await house.invitations.whose(invitation.code, house.clock() + dead)


async def test_only_the_first_admin_has_to_hurry(house: House) -> None:
    await house.accounts.add(ADMIN, PASSWORD)

    second = await house.accounts.invite(NewAccount.of("anna", "Anna", ADMIN.roles))

    assert second.lives == timedelta(days=7)


async def test_a_new_invitation_kills_the_one_before_and_the_password(house: House) -> None:
    await house.accounts.add(SOFIE, PASSWORD)
    first = await house.accounts.reset_by_invitation("sofie.l")
    second = await house.accounts.reset_by_invitation("sofie.l")

    with pytest.raises(Refused):
        await sign_in(house)
    with pytest.raises(Refused):
        await house.invitations.accept(first.code, OTHER_PASSWORD, house.clock())
    await house.invitations.accept(second.code, OTHER_PASSWORD, house.clock())
    assert await sign_in(house, password=OTHER_PASSWORD)


async def test_a_weak_password_does_not_use_an_invitation_up(house: House) -> None:
    code = (await house.accounts.invite(SOFIE)).code

    with pytest.raises(Refused) as no:
        await house.invitations.accept(code, "kort", house.clock())

    assert no.value.code is RefusalCode.WEAK_PASSWORD
    shown = await house.invitations.accept(code, PASSWORD, house.clock())
    assert shown.password_hash


async def test_neither_code_nor_password_stands_in_the_store(house: House) -> None:
    invitation = await house.accounts.invite(SOFIE)
    await house.accounts.add(ADMIN, PASSWORD)

    async with house.store.read() as connection:
        rows = [
            *(await connection.execute(select(invitations))).all(),
            *(await connection.execute(select(staff))).all(),
            *(await connection.execute(select(audit))).all(),
        ]

    assert invitation.code not in repr(rows)
    assert PASSWORD not in repr(rows)


@pytest.mark.parametrize(
    "name", ["", " ", "to ord", "a/b", "a\u202eb", "<b>", "a\x00", "a'b", "💡"]
)
def test_what_is_no_username_is_refused(name: str) -> None:
    with pytest.raises(Refused) as no:
        normal_username(name)

    assert no.value.code is RefusalCode.MALFORMED


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "a\u202eb", "a\u200bb", "a\x1b[31m", "\ud800"])
def test_what_is_no_display_name_is_refused(name: str) -> None:
    with pytest.raises(Refused) as no:
        normal_display_name(name)

    assert no.value.code is RefusalCode.MALFORMED


def test_long_names_are_too_long() -> None:
    for normal, longest in ((normal_username, 64), (normal_display_name, 40)):
        assert normal("å" * longest) == "å" * longest
        with pytest.raises(Refused) as no:
            normal("å" * (longest + 1))
        assert no.value.code is RefusalCode.TOO_LONG


@given(st.text(max_size=80))
def test_a_normal_username_stays_as_it_is(typed: str) -> None:
    try:
        normal = normal_username(typed)
    except Refused:
        return

    assert normal_username(normal) == normal
