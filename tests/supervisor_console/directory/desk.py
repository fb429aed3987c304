"""The supervisors' desk at the directory, over HTTP: one process, and another beside it."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

from aiohttp import ClientSession, web

from chat.domain.identifiers import StaffId
from chat.pages.listening import Runner
from chat.pages.settings import PagesSettings
from chat.pages.site import site
from chat.staff.member import SessionId, StaffMember
from chat.staff.roles import Role
from chat.words import Words
from config.canned_replies import read_replies
from config.care_texts import Care
from config.directory import DirectoryFiles
from config.house_directory import HouseDirectory
from supervisor_console.directory.edits import DIRECTORY
from supervisor_console.directory.pages import DirectoryPages
from supervisor_console.names import StaffNames
from supervisor_console.workbench.statements import Proposals
from tests.chat.staffing import House

ONE = "headspace-chat"
"""A verified service that no help line and no text leans on."""
FILES, REPLIES = DirectoryFiles.read(), read_replies()
CARE = Care.load(FILES.directory())
LOOKED: Mapping[str, Any] = {"last_checked": "2026-11-22", "checked_by": "Vera"}
"""What a new number needs; today, as the clock has it."""
Answer = tuple[int, dict[str, Any]]


async def member_of(request: web.Request) -> StaffMember | None:
    """Take a request for who it says: signing in has tests of its own."""
    name = request.headers.get("X-Name")
    if name is None:
        return None
    role = Role(request.headers.get("X-Role", "supervisor"))
    return StaffMember(StaffId(name), name, frozenset({role}), "da", SessionId("x"))


def process_of(house: House, files: DirectoryFiles = FILES) -> HouseDirectory:
    return HouseDirectory(files, REPLIES, CARE, Proposals(house.store, DIRECTORY), house.clock)


def corrected(service_id: str, **contacts: str) -> DirectoryFiles:
    """Somebody has changed the file."""
    entry: Mapping[str, Any] = FILES.raw[service_id]
    changed = {**entry, "contacts": {**entry["contacts"], **contacts}}
    return replace(FILES, raw={**FILES.raw, service_id: changed})


class Desk:
    """Supervisors at one process of the house, and another process beside it."""

    def __init__(self, client: ClientSession, running: HouseDirectory, house: House) -> None:
        self.client, self.running, self.clock = client, running, house.clock
        self.other = process_of(house)

    async def known(self, name: str = "Vera") -> dict[str, Any]:
        async with self.client.get("/api/directory", headers={"X-Name": name}) as answer:
            found: dict[str, Any] = await answer.json()
            return found

    async def listed(self, service_id: str = ONE) -> dict[str, Any]:
        known = await self.known()
        return next(one for one in known["services"] if one["service_id"] == service_id)

    async def says(
        self, path: str, body: object, name: str = "Vera", role: str = "supervisor"
    ) -> Answer:
        self.clock.moves(timedelta(seconds=1))  # nobody does two things at one moment
        headers = {"X-Name": name, "X-Role": role}
        async with self.client.post(f"/api/directory/{path}", json=body, headers=headers) as answer:
            return answer.status, await answer.json()

    async def edits(
        self,
        service_id: str = ONE,
        name: str = "Vera",
        *,
        looked_up: bool = False,
        **fields: object,
    ) -> Answer:
        one = await self.listed(service_id)
        entry = {key: value for key, value in one["entry"].items() if key not in {"id", "retired"}}
        entry = {**entry, "opening": one["opening"], **fields}
        body = {"version": one["version"], "entry": entry, "looked_up": looked_up}
        return await self.says(f"{service_id}/edit", body, name)

    async def proposes(self, entry: Mapping[str, object], name: str = "Vera") -> Answer:
        """Answer what becomes of a new service or centre."""
        return await self.says("new", {"entry": entry}, name)

    async def made(self, entry: Mapping[str, object]) -> str:
        """Vera proposes a new one, Amina says yes; the entry's id."""
        status, edit = await self.proposes(entry)
        assert (status, edit["state"]) == (200, "proposed"), edit
        assert (await self.says(f"edits/{edit['edit_id']}/approve", {}, "Amina"))[0] == 200
        return str(edit["service_id"])

    async def agreed(self, contacts: object) -> str:
        """Vera changes them, Amina says yes; the edit's id."""
        edit_id: str = (await self.edits(contacts=contacts, looked_up=True))[1]["edit_id"]
        assert (await self.says(f"edits/{edit_id}/approve", {}, "Amina"))[0] == 200
        return edit_id


@asynccontextmanager
async def at_work(house: House, files: DirectoryFiles = FILES) -> AsyncIterator[Desk]:
    running, words = process_of(house, files), Words.load()
    pages = DirectoryPages(
        member_of=member_of,
        running=running,
        edits=running.edits,
        submit=house.submit,
        names=StaffNames(house.store),
        clock=house.clock,
    )
    runner = Runner(site(PagesSettings(), words, [pages]), words, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    async with ClientSession(f"http://127.0.0.1:{runner.addresses[0][1]}") as client:
        yield Desk(client, running, house)
    await runner.cleanup()
