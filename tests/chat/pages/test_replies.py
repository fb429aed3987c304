"""Canned replies are for whoever may write to the young, and for nobody else."""

import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request

from chat.domain.identifiers import StaffId
from chat.domain.refusal import Refused
from chat.pages.replies import Reply, ReplyPages
from chat.staff.member import SessionId, StaffMember
from chat.staff.roles import Role

ONE = Reply(id="hello", shelf="contact", topics=[], text="Hej. Jeg hedder {display_name}.")


def pages(role: Role | None) -> ReplyPages:
    async def member_of(_: web.Request) -> StaffMember | None:
        if role is None:
            return None
        return StaffMember(StaffId("s"), "Sofie", frozenset({role}), "da", SessionId("0"))

    return ReplyPages(member_of, (ONE,))


@pytest.mark.parametrize("role", [Role.COUNSELLOR, Role.SUPERVISOR])
async def test_whoever_may_write_is_shown_all(role: Role) -> None:
    answer = await pages(role).show(make_mocked_request("GET", "/api/replies"))

    assert isinstance(answer.body, bytes)
    assert ONE.model_dump_json() in answer.body.decode()


@pytest.mark.parametrize(
    ("role", "code"),
    [(None, "unauthorized"), (Role.ADMIN, "forbidden"), (Role.BRIDGE_BUILDER, "forbidden")],
)
async def test_nobody_else_is(role: Role | None, code: str) -> None:
    with pytest.raises(Refused) as refused:
        await pages(role).show(make_mocked_request("GET", "/api/replies"))

    assert refused.value.code == code
