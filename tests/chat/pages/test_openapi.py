"""What `docs/openapi.yaml` is made of says what the site does."""

import pytest

from chat.domain.refusal import RefusalCode, Refused
from chat.pages.answer_bodies import (
    AliveBody,
    DoorShutBody,
    ErrorBody,
    MeBody,
    OpenedBody,
    ReadyBody,
    ServiceBody,
)
from chat.pages.openapi import OPERATIONS
from tests.chat.pages.conftest import Served, sign_in

NOT_FOR_PROGRAMS = {"/favicon.ico"}


def test_every_route_is_described_and_nothing_else(served: Served) -> None:
    asked = {
        (route.method.lower(), route.resource.canonical)
        for route in served.application.router.routes()
        if route.method != "HEAD" and route.resource is not None
    }
    for_programs = {
        (method, path)
        for method, path in asked
        if not path.startswith("/static/") and path not in NOT_FOR_PROGRAMS
    }

    assert for_programs == {(one.method, one.path) for one in OPERATIONS}


@pytest.mark.usefixtures("sofie")
async def test_answers_are_of_the_types_described(served: Served) -> None:
    await sign_in(served, "sofie")
    for method, path, body, kind in (
        ("GET", "/api/service", None, ServiceBody),
        ("POST", "/api/conversations", {}, OpenedBody),
        ("POST", "/api/conversations", [], ErrorBody),
        ("GET", "/api/me", None, MeBody),
        ("GET", "/readyz", None, ReadyBody),
        ("GET", "/healthz", None, AliveBody),
        ("GET", "/none", None, ErrorBody),
    ):
        async with served.client.request(method, path, json=body) as answer:
            kind.model_validate(await answer.json(), strict=True)


async def test_a_shut_door_is_of_the_type_described(served: Served) -> None:
    served.play.refusal = Refused(RefusalCode.FULL)

    async with served.client.post("/api/conversations", json={}) as answer:
        DoorShutBody.model_validate(await answer.json(), strict=True)
