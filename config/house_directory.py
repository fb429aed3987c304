"""Keeps the running directory at what supervisors have changed, here and in every other process.

The files stay the base. An edit that no longer fits them (they were changed since) hides its
service rather than show what nobody meant: a wrong number is worse than none.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy.exc import SQLAlchemyError

from chat.actions.helping_on import LaidOut
from chat.actions.service import HelpLine
from chat.domain.matching import Matching
from chat.domain.need import Needs
from chat.domain.refusal import RefusalCode, Refused
from chat.domain.service import Service
from chat.pages.replies import Reply
from chat.realtime.care_verbs import CareTexts
from config.canned_replies import WrittenReplies
from config.care_texts import Care
from config.directory import Directory, DirectoryFiles
from config.edited_file import wrong
from config.exit_code import CannotGoOn
from config.laid_over import LaidOver, base_of
from supervisor_console.directory.edits import Edit, Fields
from supervisor_console.workbench.proposals import Proposal
from supervisor_console.workbench.statements import Proposals

log = structlog.get_logger()

LOOK_EVERY_S: Final = 3.0
"""How soon a process hears what another has decided (our own number)."""
DENMARK: Final = ZoneInfo("Europe/Copenhagen")


@dataclass(frozen=True, slots=True)
class Running:
    """Everything that is made of the directory, made together."""

    directory: Directory
    laid_out: LaidOut
    replies: tuple[Reply, ...]
    care: CareTexts
    entries: Mapping[str, Fields]
    refused: Mapping[str, str]


@dataclass(slots=True)
class HouseDirectory:
    """Lays live edits over the files at the start, and again whenever they have changed."""

    files: DirectoryFiles
    written_replies: WrittenReplies
    care: Care
    edits: Proposals
    clock: Callable[[], datetime]
    names: dict[str, str] = field(init=False)
    """Of services by id, also of those that are no longer there: a task may still name one."""
    _running: Running = field(init=False)
    _base: Mapping[str, Fields] = field(init=False)
    _read: list[Proposal] | None = field(init=False, default=None)
    """What was live when it was last laid over; `None` before anybody has looked."""
    _told: list[Callable[[], None]] = field(init=False, default_factory=list)
    _one_at_a_time: asyncio.Lock = field(init=False, default_factory=asyncio.Lock)

    def __post_init__(self) -> None:
        """Begin with the files alone."""
        self._base = {name: base_of(entry) for name, entry in self.files.raw.items()}
        self._running = self._made(LaidOver(self._base, {}, {}))
        self.names = {one.id: one.name for one in self.services().values()}

    @property
    def needs(self) -> Needs:
        """Return the vocabulary of needs."""
        return self.files.needs

    @property
    def kinds(self) -> Sequence[str]:
        """Return the kinds of services there are."""
        return self.files.kinds

    @property
    def refused(self) -> Mapping[str, str]:
        """Return which services' edits no longer fit the files, and why."""
        return self._running.refused

    @property
    def municipalities(self) -> Mapping[str, str]:
        """Return the municipalities' names by code."""
        return self.files.municipalities

    @property
    def region_names(self) -> Mapping[str, str]:
        """Return the regions' names by code."""
        return self.files.region_names

    def base(self) -> Mapping[str, Fields]:
        """Return every service and centre as its file has it, by its id."""
        return self._base

    def entries(self) -> Mapping[str, Fields]:
        """Return every service and centre as it stands now, by its id."""
        return self._running.entries

    def is_there(self, service_id: str) -> bool:
        """Tell whether a service is in the directory still: not retired, nor taken back."""
        return service_id in self._running.directory.services

    def services(self) -> Mapping[str, Service]:
        """Return the services that are used now."""
        return self._running.directory.services

    def laid_out(self) -> LaidOut:
        """Return the directory as it is asked now."""
        return self._running.laid_out

    def help_lines(self, language: str = "da") -> tuple[HelpLine, ...]:
        """Return the help lines as they are now, 112 first."""
        return self._running.directory.help_lines(language)

    def replies(self) -> Sequence[Reply]:
        """Return the canned replies with today's numbers."""
        return self._running.replies

    def care_texts(self) -> CareTexts:
        """Return the texts of care with today's numbers."""
        return self._running.care

    def today(self) -> date:
        """Return the day in Denmark."""
        return self.clock().astimezone(DENMARK).date()

    def tell(self, listener: Callable[[], None]) -> None:
        """Have `listener` called after each change."""
        self._told.append(listener)

    async def check(self, service_id: str, live: Sequence[Proposal]) -> None:
        """Hold a service with these edits, and all that leans on it, to the files' own rules.

        Raises:
            Refused: `broken_service` with the reason.
        """
        await asyncio.to_thread(self._check, service_id, live)

    async def refresh(self) -> None:
        """Take in what is live now."""
        async with self._one_at_a_time:
            live = await self.edits.live()
            if live == self._read:
                return
            self.names.update(names_of(await self.edits.all()))
            if not (live or self._read):
                self._read = live
                return
            self._running = await asyncio.to_thread(self._laid, live)
            self._read = live
            self.names.update(self._names())
            for listener in self._told:
                listener()
            log.info("house_directory_read", count=len(live))
            if self._running.refused:
                log.error("house_directory_refused", count=len(self._running.refused))

    async def run(self) -> None:
        """Look whether another process has decided something, as long as the service runs."""
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            try:
                await self.refresh()
            except (SQLAlchemyError, OSError) as error:
                log.warning("house_directory_not_looked_at", error=type(error).__name__)

    def _check(self, service_id: str, live: Sequence[Proposal]) -> None:
        laid = LaidOver.of(self.files, self._base, live)
        if service_id in laid.refused:
            raise Refused(RefusalCode.BROKEN_SERVICE, reason=laid.refused[service_id])
        # What is broken elsewhere must not keep anybody from hiding a wrong number here.
        broken = (self.refused.keys() | laid.refused.keys()) - {service_id}
        try:
            self._made(laid.without(broken))
        except CannotGoOn as mistake:
            raise Refused(RefusalCode.BROKEN_SERVICE, reason=mistake.sentence) from None

    def _laid(self, live: Sequence[Proposal]) -> Running:
        laid = LaidOver.of(self.files, self._base, live)
        try:
            return self._made(laid)
        except CannotGoOn:
            return self._without_what_breaks(laid)

    def _without_what_breaks(self, laid: LaidOver) -> Running:
        """Lay over one edit after the other; what a help line or text leans on stays the file's."""
        kept = laid.without(laid.over.keys())
        for name, one in laid.in_order:
            more = kept.with_one(name, one)
            try:
                self._made(more)
            except CannotGoOn as mistake:
                kept = kept.refusing(name, mistake.sentence)
            else:
                kept = more
        return self._made(kept)

    def _names(self) -> Mapping[str, str]:
        return {name: str(fields["name"]) for name, fields in self.entries().items()}

    def _made(self, laid: LaidOver) -> Running:
        directory = self.files.directory(laid.over)
        try:
            laid_out = LaidOut(
                Matching(directory.services.values(), directory.needs), directory.services
            )
        except ValueError as mistake:  # nobody is left to call when a life is in danger
            raise wrong(str(mistake)) from None
        return Running(
            directory,
            laid_out,
            self.written_replies.filled(directory),
            self.care.with_numbers_of(directory).texts(),
            laid.entries,
            laid.refused,
        )


def names_of(edits: Sequence[Proposal]) -> Mapping[str, str]:
    """Return the names that new entries came with, by id: also of those taken back since."""
    new = ((one.rule, Edit.of(one)) for one in edits)
    return {name: str(edit.after["name"]) for name, edit in new if edit.is_new}
