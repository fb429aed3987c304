"""The letter to the municipality, on each kind of database: supervisors alone, and written down."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

from aiohttp import ClientSession, web
from sqlalchemy import select

from chat.domain.commands import OpenConversation, RecordLegalDuty
from chat.domain.course import Rules
from chat.domain.identifiers import ConversationId, StaffId, new_conversation_id
from chat.pages.listening import Runner
from chat.pages.settings import PagesSettings
from chat.pages.site import site
from chat.staff.member import SessionId, StaffMember
from chat.staff.ports import submitting
from chat.staff.roles import Role
from chat.storage.log import Log
from chat.storage.tables import audit
from chat.storage.vault import MasterKey, Vault
from chat.storage.writer import Writer
from chat.words import Words
from config.legal_duties import LegalDuties
from supervisor_console.legal_duties.pages import LetterPages
from tests.chat.domain.building import KAREN, verdict
from tests.chat.staffing import House

DUTIES = LegalDuties.load()
VERA = {"X-Role": "supervisor"}
WORRY = "Skrev, at der ikke er mad i huset.\nOg at far slår."


async def member_of(request: web.Request) -> StaffMember | None:
    """Take a request for whose role it names: signing in has tests of its own."""
    role = request.headers.get("X-Role")
    if role is None:
        return None
    return StaffMember(StaffId(role), "Vera", frozenset({Role(role)}), "da", SessionId("x"))


@asynccontextmanager
async def recording(house: House) -> AsyncIterator[tuple[Writer, ClientSession, ConversationId]]:
    vault, words = Vault(MasterKey("test", bytes(32))), Words.load()
    rules = replace(Rules(), legal_duties=DUTIES.rules())
    writer = Writer(house.store, vault, rules, house.clock)
    writer.start()
    here = new_conversation_id()
    await writer.submit(
        OpenConversation(here, b"t" * 32, "Havtorn", "da", verdict(), municipality="0751")
    )
    pages = LetterPages(
        member_of=member_of,
        log=Log(house.store, vault),
        texts=DUTIES.texts(),
        municipalities={"0751": "Aarhus", "0851": "Aalborg"},
        sender=("Brobygger",),
        submit=submitting(writer),
        clock=house.clock,
    )
    runner = Runner(site(PagesSettings(), words, [pages]), words, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        async with ClientSession(f"http://127.0.0.1:{runner.addresses[0][1]}") as client:
            yield writer, client, here
    finally:
        await runner.cleanup()
        await writer.stop()


async def test_the_letter_says_what_was_recorded_and_nothing_that_was_taken_back(
    kept: House,
) -> None:
    async with recording(kept) as (writer, client, here):
        for step, text in (
            ("worry", "første udkast"),
            ("worry", WORRY),
            ("young_view", "Er bange for, hvad der sker."),
            ("young_view", ""),
            ("not_notifying", "Det kommer ikke med."),
        ):
            await writer.submit(RecordLegalDuty(here, KAREN, step, done=True, text=text))
        for step in ("notify_135", "asked_the_young", "talked_it_over"):
            await writer.submit(RecordLegalDuty(here, KAREN, step, done=True))
        of = f"/api/legal-duties/{here}/letter"
        async with client.get(of, headers=VERA) as answer:
            letter = await answer.json()
        async with client.get(f"{of}?municipality=0851", headers=VERA) as answer:
            elsewhere = await answer.json()
        async with client.get(f"{of}.pdf", headers=VERA) as answer:
            paper, kind = await answer.read(), answer.content_type

    assert letter["sections"] == [{"heading": "Hvad vi er bekymrede for", "text": WORRY}]
    assert letter["to"] == "Aarhus, modtagelsen af underretninger"
    assert elsewhere["to"] == "Aalborg, modtagelsen af underretninger"
    assert letter["done"] == [
        {
            "at": "22.11.2026 kl. 21.00",
            "text": "Jeg har spurgt den unge, om vi må give noget videre",
        }
    ]
    (law,) = letter["laws"]
    assert (law["name"], law["whose"]) == ("Barnets lov § 135", "Gengivet med vores ord")
    assert letter["draft"] is True
    assert (letter["signed"], letter["day"]) == ("Vera", "22.11.2026")
    assert (kind, paper[:5]) == ("application/pdf", b"%PDF-")


async def test_only_supervisors_see_it_and_each_look_is_in_the_audit_log(kept: House) -> None:
    async with recording(kept) as (writer, client, here):
        of = f"/api/legal-duties/{here}/letter"
        for path in (of, f"{of}.pdf"):
            for role, status in (("counsellor", 403), ("bridge_builder", 403), ("admin", 403)):
                async with client.get(path, headers={"X-Role": role}) as answer:
                    assert answer.status == status
            async with client.get(path) as answer:
                assert answer.status == 401
        for path, status in (
            (of, 200),
            (f"{of}?municipality=9999", 400),
            ("/api/legal-duties/x/letter", 404),
            (f"/api/legal-duties/{new_conversation_id()}/letter", 404),
        ):
            async with client.get(path, headers=VERA) as answer:
                assert answer.status == status
        # A name that the PDF would spell wrongly is not printed wrongly.
        name = RecordLegalDuty(here, KAREN, "who_it_is", done=True, text="Łucja", given=True)
        await writer.submit(name)
        async with client.get(f"{of}.pdf", headers=VERA) as answer:
            assert answer.status == 400
        async with client.get(of, headers=VERA) as answer:
            assert (await answer.json())["fits_on_paper"] is False

    query = select(audit.c.act, audit.c.staff_id, audit.c.subject).order_by(audit.c.n)
    rows = await kept.store.look(lambda connection: connection.execute(query).all())
    assert [tuple(row) for row in rows] == [("make_notification", "supervisor", here)] * 3
