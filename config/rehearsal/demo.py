"""What `serve --demo` shows: a house with people in it, from the first second and for ever."""

import asyncio
import contextlib
import random
from collections.abc import Coroutine, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

import aiohttp

from config.rehearsal.advice import Advice
from config.rehearsal.advising import Advising, Cast
from config.rehearsal.bridges import Bridging
from config.rehearsal.counsellor import Counsellor
from config.rehearsal.line import Refused
from config.rehearsal.scripts import Pace, Part, Playbook, Scene, Script, load_scene, shuffled
from config.rehearsal.supervisor import Supervisor
from config.rehearsal.wire_client import Account, House
from config.rehearsal.young_person import YoungPerson

STAFF = (
    Account("simuleret-vagthavende", "", "Simuleret vagthavende", ("supervisor",)),
    Account("simuleret-asta", "", "Simuleret rådgiver Asta", ("counsellor",)),
    Account("simuleret-bo", "", "Simuleret rådgiver Bo", ("counsellor",)),
)
"""Who must have an account when the demo starts; passwords are the application's to make."""

CAPACITY = 3
WAITING_LEAST, WAITING_MOST = 3, 7
TALKING = 3
SCENE_WITHIN_S = 10.0
LOOKS_EVERY_S = 0.2
LETS_IN = {"open", "busy"}
SOMEBODY_NEW_EVERY_S = 6.0
PATIENCE = (timedelta(seconds=45), timedelta(minutes=2))
"""Short, so that somebody comes or goes every ten seconds or so while one looks."""
LIVELY = Pace(rate=2.5)
AT_ONCE = Pace(rate=float("inf"))


@dataclass
class Demo:
    """Fills a listening server over the wire, like everybody else who uses it."""

    playbook: Playbook = field(default_factory=Playbook.load)
    scene: Scene = field(default_factory=load_scene)
    advice: Advice = field(default_factory=Advice.load)
    pace: Pace = LIVELY
    _young: dict[str, YoungPerson] = field(init=False, default_factory=dict)
    """Who is there now, by script: nobody is there twice."""
    _counsellors: list[Counsellor] = field(init=False, default_factory=list)
    _supervisor: Supervisor | None = field(init=False, default=None)
    _tasks: set[asyncio.Task[object]] = field(init=False, default_factory=set)
    _http: aiohttp.ClientSession | None = field(init=False, default=None)

    async def start(
        self,
        base_url: str,
        accounts: Sequence[Account],
        cast: Cast | None = None,
    ) -> None:
        """Seed the opening scene, then go on beside the server until `stop`."""
        http = aiohttp.ClientSession(
            cookie_jar=aiohttp.DummyCookieJar(),
            connector=aiohttp.TCPConnector(limit=0),
        )
        self._http = http
        house = House(http, base_url)
        await self._staff_arrives(house, accounts)
        self._begin(self._play(house))
        if cast is not None:
            self._begin(self._bridges(house, cast))

    async def stop(self) -> None:
        """Let everybody go home; nothing of the demo is left running."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for counsellor in self._counsellors:
            await counsellor.go_home()
        if self._supervisor is not None:
            await self._supervisor.go_home()
        if self._http is not None:
            await self._http.close()

    async def _play(self, house: House) -> None:
        await _door_opens(house)
        await self._open_scene(house)
        await self._go_on(house)

    async def _bridges(self, house: House, cast: Cast) -> None:
        await _door_opens(house)
        await Bridging(house, cast.counsellor, cast.specialist).play()
        comes_back = partial(self._comes_back, house)
        await Advising(house, cast, self.playbook, self.pace, comes_back, self.advice).play()

    async def _staff_arrives(self, house: House, accounts: Sequence[Account]) -> None:
        for account in accounts:
            if "supervisor" in account.roles:
                self._supervisor = Supervisor(house, account)
            else:
                self._counsellors.append(Counsellor(house, account, self.playbook, self.pace))
        arriving = [counsellor.come_on_duty(CAPACITY) for counsellor in self._counsellors]
        if self._supervisor is not None:
            arriving.append(self._supervisor.come_on_duty())
        await asyncio.gather(*arriving)

    async def _open_scene(self, house: House) -> None:
        """Let everybody say what was said before the curtain rises."""
        closed = [self._talk(house, part) for part in self.scene.closed]
        talking = [self._talk(house, part) for part in self.scene.talking]
        standing = [young.in_place.wait() for young in (*closed, *talking)]
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(SCENE_WITHIN_S):
                await asyncio.gather(*standing)
        for young in closed:
            with contextlib.suppress(Refused):
                await self._end(young.conversation_id or "")
        for part in self.scene.waiting:
            self._wait(house, self.playbook.scripts[part.script], part.adds)

    async def _go_on(self, house: House) -> None:
        """Keep a few waiting and a few talking; the waiting stay free for real counsellors."""
        played = self.advice.scripts
        coming = shuffled([one for one in self.playbook.scripts.values() if one.id not in played])
        while True:
            await self.pace.pause(SOMEBODY_NEW_EVERY_S * self.pace.rate)
            waiting = sum(young.waiting for young in self._young.values())
            held = sum(counsellor.holds for counsellor in self._counsellors)
            if waiting >= WAITING_MOST or (script := self._next(coming)) is None:
                continue
            if held < TALKING and waiting >= WAITING_LEAST:
                self._talk(house, Part(script=script.id))
            else:
                self._wait(house, script)

    def _next(self, coming: Iterator[Script]) -> Script | None:
        """Who comes next: nobody who is here, and one in danger at a time; `None`: all are here."""
        away = self.playbook.scripts.keys() - self.advice.scripts - self._young.keys()
        if self.scene.in_danger & self._young.keys():
            away -= self.scene.in_danger
        return next(script for script in coming if script.id in away) if away else None

    def _wait(self, house: House, script: Script, adds: str | None = None) -> None:
        """Somebody comes and waits, for as long as they can bear it."""
        stays = script.id in self.scene.in_danger
        self._comes(
            YoungPerson(
                house,
                script,
                self.playbook,
                self.pace,
                adds=adds,
                waits_for=None if stays else self._patience(),
            )
        )

    def _talk(self, house: House, part: Part) -> YoungPerson:
        """Somebody comes and is met at once by a simulated counsellor."""
        script, already = self.playbook.scripts[part.script], part.groups

        async def met(conversation_id: str) -> None:
            counsellor = min(self._counsellors, key=lambda one: one.holds)
            counsellor.expect(conversation_id)
            self._begin(counsellor.hold(conversation_id, script, already=already))

        return self._comes(
            YoungPerson(
                house,
                script,
                self.playbook,
                self.pace,
                already=already,
                waits_for=self._patience(),  # the counsellor may turn out to have no seat
                on_opened=met,
            )
        )

    def _patience(self) -> timedelta:
        least, most = PATIENCE
        return (least + (most - least) * random.random()) * self.pace.rate  # noqa: S311 - theatre

    def _comes_back(self, house: House, script: Script, answers: Mapping[str, object]) -> None:
        """Somebody comes once more, and waits for whoever takes them."""
        self._comes(YoungPerson(house, script, self.playbook, self.pace, answers=answers))

    def _comes(self, young: YoungPerson) -> YoungPerson:
        self._young[young.script.id] = young
        self._begin(self._live(young))
        return young

    async def _live(self, young: YoungPerson) -> None:
        try:
            await young.live()
        finally:
            self._young.pop(young.script.id, None)

    async def _end(self, conversation_id: str) -> None:
        """Close what is closed already when the curtain rises."""
        for counsellor in self._counsellors:
            if counsellor.is_holding(conversation_id):
                await counsellor.close_now(conversation_id)

    def _begin(self, play: Coroutine[object, object, object]) -> None:
        task = asyncio.ensure_future(_through(play))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


async def _door_opens(house: House) -> None:
    """Wait until the house has noticed that a supervisor is on duty."""
    while (await house.service())["state"] not in LETS_IN:  # noqa: ASYNC110 - nothing pushes it
        await asyncio.sleep(LOOKS_EVERY_S)


async def _through(play: Coroutine[object, object, object]) -> None:
    """One who is refused leaves the stage; the others play on."""
    with contextlib.suppress(Refused, aiohttp.ClientError, OSError):
        await play
