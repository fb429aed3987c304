"""Keeps the running directory at what supervisors have changed, here and in every other process.

The files stay the base. An edit that no longer fits them (they were changed since) hides its
service rather than show what nobody meant: a wrong number is worse than none.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final
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
from config.service import WrittenService
from supervisor_console.directory.edits import RETIRED, Edit, Fields, moved, stands
from supervisor_console.workbench.proposals import Proposal
from supervisor_console.workbench.statements import Proposals

log = structlog.get_logger()

LOOK_EVERY_S: Final = 3.0
"""How soon a process hears what another has decided (our own number)."""
DENMARK: Final = ZoneInfo("Europe/Copenhagen")

MOVED: Final = "a live edit was made from something else than stands here; take that edit back"

Over = Mapping[str, WrittenService | None]


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
    """Of services by id, also of those that were retired: a task may still name one."""
    _running: Running = field(init=False)
    _base: Mapping[str, Fields] = field(init=False)
    _read: list[Proposal] = field(init=False, default_factory=list)
    _told: list[Callable[[], None]] = field(init=False, default_factory=list)
    _one_at_a_time: asyncio.Lock = field(init=False, default_factory=asyncio.Lock)

    def __post_init__(self) -> None:
        """Begin with the files alone."""
        self._base = {name: base_of(entry) for name, entry in self.files.raw.items()}
        self._running = self._made({}, self._base, {})
        self.names = {one.id: one.name for one in self._running.directory.services.values()}

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

    def base(self) -> Mapping[str, Fields]:
        """Return every service as the file has it, by its id."""
        return self._base

    def entries(self) -> Mapping[str, Fields]:
        """Return every service of the file as it stands now, by its id."""
        return self._running.entries

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
            self._running = await asyncio.to_thread(self._laid, live)
            self._read = live
            current = self._running.directory.services
            self.names.update({one.id: one.name for one in current.values()})
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
        entries, over, refused = self._over(live)
        if service_id in refused:
            raise Refused(RefusalCode.BROKEN_SERVICE, reason=refused[service_id])
        # What is broken elsewhere must not keep anybody from hiding a wrong number here.
        broken = (self.refused.keys() | refused.keys()) - {service_id}
        whole = {name: one for name, one in over.items() if name not in broken}
        try:
            self._made(whole, entries, refused)
        except CannotGoOn as mistake:
            raise Refused(RefusalCode.BROKEN_SERVICE, reason=mistake.sentence) from None

    def _laid(self, live: Sequence[Proposal]) -> Running:
        entries, over, refused = self._over(live)
        try:
            return self._made(over, entries, refused)
        except CannotGoOn:
            return self._without_what_breaks(over, entries, refused)

    def _over(
        self, live: Sequence[Proposal]
    ) -> tuple[Mapping[str, Fields], Over, Mapping[str, str]]:
        """Return all entries as they stand, which are not the file's, and which no longer fit."""
        entries, refused = dict(self._base), dict[str, str]()
        over: dict[str, WrittenService | None] = {}
        for name in sorted({one.rule for one in live} & self._base.keys()):
            edits = [Edit.of(one) for one in live if one.rule == name]
            entries[name] = stands(self._base[name], edits)
            try:
                over[name] = self._written(name, entries[name], edits)
            except ValueError as mistake:
                over[name], refused[name] = self._hidden(name), str(mistake)
        return entries, over, refused

    def _without_what_breaks(
        self, over: Over, entries: Mapping[str, Fields], refused: Mapping[str, str]
    ) -> Running:
        """Lay over one edit after the other; what a help line or text leans on stays the file's."""
        kept: dict[str, WrittenService | None] = {}
        left_out = dict(refused)
        for name, one in over.items():
            try:
                self._made({**kept, name: one}, entries, {})
            except CannotGoOn as mistake:
                left_out[name] = mistake.sentence
            else:
                kept[name] = one
        return self._made(kept, entries, left_out)

    def _written(self, name: str, fields: Fields, edits: Sequence[Edit]) -> WrittenService | None:
        if fields.get(RETIRED):
            return None
        if key := moved(self._base[name], edits):
            raise ValueError(f"{key}: {MOVED}")
        rest = {key: value for key, value in fields.items() if key != RETIRED}
        return self.files.changed(name, rest)

    def _hidden(self, name: str) -> WrittenService:
        return self.files.written[name].model_copy(update={"verified": False})

    def _made(
        self, over: Over, entries: Mapping[str, Fields], refused: Mapping[str, str]
    ) -> Running:
        directory = self.files.directory(over)
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
            entries,
            refused,
        )


def base_of(entry: Mapping[str, object]) -> Fields:
    """Return an entry of the file with every key it may have, as a page edits it."""
    fields = {**dict.fromkeys(WrittenService.model_fields), **in_json(entry)}
    day = fields["source_date"]
    return {**fields, "source_date": None if day is None else str(day)}


def in_json(value: Any) -> Any:  # noqa: ANN401 - whatever YAML holds
    """Return what a file says in JSON types: days as text, keys as text."""
    match value:
        case dict():
            return {str(key): in_json(one) for key, one in value.items()}
        case list() | tuple():
            return [in_json(one) for one in value]
        case date():
            return value.isoformat()
        case _:
            return value
