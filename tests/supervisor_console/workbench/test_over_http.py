"""The workbench over HTTP: who may, what is answered, and that a message is read by it at once."""

from collections.abc import Mapping

import pytest
from aiohttp import ClientSession
from sqlalchemy import select

from chat.storage.tables import audit, lexicon_proposals
from config.openapi import OPERATIONS
from supervisor_console.workbench import bodies, operations
from tests.supervisor_console.workbench.conftest import Served

ENTRY: Mapping[str, object] = {
    "id": "house.lantern",
    "level": 3,
    "topics": ["suicide"],
    "why": {"da": "Skriver om lanternen.", "en": "Writes of the lantern."},
    "patterns": ["jeg slukker lanternen"],
    "hits": ["jeg slukker lanternen"],
    "misses": ["jeg tænder lanternen"],
}
SAID = "nu slukker det. jeg slukker lanternen"


async def asked(
    client: ClientSession, path: str, body: object = None, *, status: int = 200
) -> dict[str, object]:
    method = "GET" if body is None else "POST"
    async with client.request(method, f"/api/lexicon{path}", json=body) as answer:
        told: dict[str, object] = await answer.json()
        assert answer.status == status, told
        return told


async def refusal(client: ClientSession, path: str, body: object, status: int) -> object:
    told = await asked(client, path, body, status=status)
    error = told["error"]
    assert isinstance(error, dict)
    return error["code"]


async def proposed(client: ClientSession) -> str:
    told = await asked(client, "/proposals", {"entry": ENTRY}, status=201)
    return str(bodies.ProposalBody.model_validate(told, strict=True).proposal_id)


async def test_four_eyes_then_a_message_is_read_by_it_and_the_way_back(
    served: Served, vera: ClientSession, amina: ClientSession
) -> None:
    one = f"/proposals/{await proposed(vera)}"
    assert served.triage(SAID).level == 0
    assert await refusal(vera, f"{one}/approve", {}, 409) == "own_proposal"

    told = await asked(amina, f"{one}/approve", {})
    verdict = served.triage(SAID)

    assert (told["state"], told["own"], told["decided_by"]) == ("live", False, "Amina")
    assert [(int(verdict.level), span.rule) for span in verdict.spans] == [(3, "house.lantern")]
    assert await refusal(amina, f"{one}/approve", {}, 409) == "conflict"

    told = await asked(vera, f"{one}/withdraw", {"reason": "rammer for bredt"})

    assert (told["state"], told["withdrawn_by"], told["reason"]) == (
        "withdrawn",
        "Vera",
        "rammer for bredt",
    )
    assert served.triage(SAID).level == 0
    assert (await asked(vera, ""))["house_version"] == 2


async def test_every_act_is_in_the_audit_log(
    served: Served, vera: ClientSession, amina: ClientSession
) -> None:
    first, second = await proposed(vera), await proposed(amina)
    await asked(amina, f"/proposals/{first}/approve", {})
    await asked(amina, f"/proposals/{first}/withdraw", {"reason": "for bredt"})
    await asked(vera, f"/proposals/{second}/reject", {"reason": "findes"})

    query = select(audit.c.act, audit.c.subject).where(audit.c.act.like("%lexicon%"))
    async with served.house.store.read() as connection:
        rows = [tuple(row) for row in await connection.execute(query.order_by(audit.c.n))]

    assert rows == [
        ("propose_lexicon_entry", first),
        ("propose_lexicon_entry", second),
        ("approve_lexicon_entry", first),
        ("withdraw_lexicon_entry", first),
        ("reject_lexicon_entry", second),
    ]


async def test_a_broken_entry_is_refused_with_its_place_and_what_runs_stays(
    served: Served, vera: ClientSession
) -> None:
    before = served.triage.assessor
    body = {"entry": {**ENTRY, "misses": ["jeg slukker lanternen nu"]}}

    told = await asked(vera, "/proposals", body, status=400)
    error = told["error"]

    assert isinstance(error, dict)
    assert error["code"] == "broken_lexicon"
    assert "house.yaml, line 18, entries.misses: house.lantern:" in error["reason"]
    assert served.triage.assessor is before
    assert (await asked(vera, ""))["proposals"] == []


async def test_what_would_change_is_counted_by_level(vera: ClientSession) -> None:
    entry = {**ENTRY, "patterns": ["lanternen", "mandag"], "misses": ["jeg tænder lyset"]}

    told = bodies.EffectBody.model_validate(
        await asked(vera, "/effect", {"entry": entry}), strict=True
    )

    assert told.read == told.of_all >= 1500
    assert told.changed == sum(row.changed for row in told.levels) > 0
    assert all("mandag" in one.text.lower() for row in told.levels for one in row.examples)
    assert all(len(row.examples) <= 10 for row in told.levels)


async def test_a_sentence_is_tried_and_kept_nowhere(served: Served, vera: ClientSession) -> None:
    told = bodies.TriedBody.model_validate(
        await asked(vera, "/try", {"text": "jeg slykker bare lyset, jeg dør"}), strict=True
    )

    assert (told.level, [(hit.rule, hit.words) for hit in told.hits]) == (
        2,
        [("test.die", "jeg dør")],
    )
    async with served.house.store.read() as connection:
        assert (await connection.execute(select(lexicon_proposals))).all() == []


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/try", {"text": ""}),
        ("/try", {"text": "a" * 501}),
        ("/try", {"text": "a", "more": 1}),
        ("/proposals", {"entry": {**ENTRY, "id": "house lantern"}}),
        ("/proposals", {"entry": {**ENTRY, "level": 5}}),
        ("/proposals", {"entry": {**ENTRY, "topics": ["weather"]}}),
        ("/proposals", {"entry": {**ENTRY, "hits": []}}),
        ("/proposals/none/reject", {}),
    ],
)
async def test_what_does_not_fit_is_refused(vera: ClientSession, path: str, body: object) -> None:
    assert await refusal(vera, path, body, 400) in {"malformed", "too_long"}


async def test_only_supervisors_from_our_own_pages(
    served: Served, vera: ClientSession, sofie: ClientSession
) -> None:
    asks = [
        (one.method, one.path.replace("{proposal_id}", "none"))
        for one in operations.OPERATIONS
        if one.path.startswith("/api/")
    ]
    assert len(asks) == 7
    for method, path in asks:
        body: dict[str, str] | None = {} if method == "post" else None
        async with sofie.request(method, path, json=body) as answer:
            assert answer.status == 403, path
        async with (
            ClientSession(served.url) as nobody,
            nobody.request(method, path, json=body) as no,
        ):
            assert no.status == 401, path
        if method == "post":
            headers = {"Origin": "https://elsewhere.example"}
            async with vera.post(path, json=body, headers=headers) as answer:
                assert answer.status == 403, path


async def test_what_is_not_there_is_not_found(vera: ClientSession) -> None:
    assert await refusal(vera, "/proposals/none/approve", {}, 404) == "not_found"
    assert await refusal(vera, "/proposals/none/withdraw", {"reason": "a"}, 404) == "not_found"


async def test_a_process_takes_in_what_another_has_decided(
    served: Served, vera: ClientSession, amina: ClientSession
) -> None:
    other_triage = type(served.triage)("off")
    other = type(served.lexicon)(other_triage, served.lexicon.proposals)
    await other.load()
    await asked(amina, f"/proposals/{await proposed(vera)}/approve", {})
    assert other_triage(SAID).level == 0

    await other.refresh()

    assert other_triage(SAID).level == 3
    assert other.assessor is not None
    assert served.lexicon.assessor is not None
    assert other.assessor.lexicon.version == served.lexicon.assessor.lexicon.version


async def test_what_no_longer_loads_leaves_what_runs_and_is_told(
    served: Served, vera: ClientSession, amina: ClientSession
) -> None:
    one = f"/proposals/{await proposed(vera)}"
    await asked(amina, f"{one}/approve", {})
    (served.folder / "more.yaml").write_text(
        (served.folder / "theme.yaml").read_text().replace("test.die", "house.lantern"),
        encoding="utf-8",
    )  # a new version of the house has an entry of this name
    later = type(served.lexicon)(type(served.triage)("off"), served.lexicon.proposals)

    await later.load()

    assert later.triage("jeg dør").level == 2
    assert "'house.lantern' stands in" in str(later.refused)


def test_every_route_is_described(served: Served) -> None:
    ours = {
        (route.method.lower(), route.resource.canonical)
        for route in served.application.router.routes()
        if route.resource is not None and route.resource.canonical.startswith("/api/lexicon")
    } - {("head", "/api/lexicon")}

    assert ours == {
        (one.method, one.path) for one in OPERATIONS if one.path.startswith("/api/lexicon")
    }
