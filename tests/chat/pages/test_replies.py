"""Canned replies are for whoever may write to the young, and for nobody else."""

import pytest

from chat.staff.account_statements import NewAccount
from chat.staff.roles import Role
from tests.chat.pages.conftest import HELLO, Served, sign_in
from tests.chat.staffing import PASSWORD


@pytest.mark.usefixtures("sofie", "vera")
@pytest.mark.parametrize("name", ["sofie", "vera"])
async def test_whoever_may_write_is_shown_all(served: Served, name: str) -> None:
    assert await sign_in(served, name) == 204

    async with served.client.get("/api/replies") as answer:
        assert await answer.json() == {"replies": [HELLO.model_dump()]}


async def test_no_other_staff_is(served: Served) -> None:
    """Bridge-builders write too, where they were called in and have the pen."""
    admin = NewAccount.of("else", "Else", frozenset({Role.ADMIN}))
    await served.house.accounts.add(admin, PASSWORD)
    assert await sign_in(served, "else") == 204

    async with served.client.get("/api/replies") as answer:
        assert (answer.status, (await answer.json())["error"]["code"]) == (403, "forbidden")


async def test_nobody_from_outside_is(served: Served) -> None:
    async with served.client.get("/api/replies") as answer:
        assert (answer.status, (await answer.json())["error"]["code"]) == (401, "unauthorized")
