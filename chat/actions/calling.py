"""Calling people outside the house: e-mail, SMS, webhooks and the rest, through Apprise."""

import asyncio
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from chat.actions.paging import CallFailed
from chat.domain.ladder import Drill
from chat.storage.outbox import About, Outgoing
from chat.words import Words

if TYPE_CHECKING:
    from apprise.plugins import NotifyBase

THREADS = 32
"""Apprise blocks. Calls to one address are few at a time, so these are enough for many."""
TASK_THREADS = 4
"""Apart, so that many municipalities' mail that hangs holds up no alarm."""
BRIDGE_PAGE = "/bridge"
FOR_BUILDERS = {
    About.TASK: ("page.task.title", "page.task."),
    About.CALL: ("page.call.title", "page.call"),
    About.SPARRING: ("page.sparring.title", "page.sparring"),
}
"""What bridge-builders are told of: the title's key, and the text's."""
CONNECT_S, ANSWER_S = 5.0, 5.0
"""A gateway that does not answer by then is tried again."""


def usable(url: str) -> bool:
    """Whether an address is one that can be called; nothing is sent."""
    return _gateway(url) is not None


@dataclass(frozen=True, slots=True)
class AppriseCalls:
    """Calls an address by its name; only this knows what the address itself is."""

    urls: Mapping[str, str] = field(repr=False)
    words: Words
    signs_in_at: str = BRIDGE_PAGE
    """What a bridge-builder types to see their tasks and calls."""
    _threads: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(THREADS, thread_name_prefix="page")
    )
    _task_threads: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(TASK_THREADS, thread_name_prefix="task-page")
    )

    async def __call__(self, page: Outgoing) -> None:
        """Call, and return when the other side has taken it."""
        title, body = self._said(page)
        loop = asyncio.get_running_loop()
        threads = self._task_threads if page.about in FOR_BUILDERS else self._threads
        if not await loop.run_in_executor(threads, self._notify, page.address, title, body):
            raise CallFailed

    def close(self) -> None:
        """End the threads; a call that hangs is not waited for."""
        for threads in (self._threads, self._task_threads):
            threads.shutdown(wait=False, cancel_futures=True)

    def _notify(self, address: str, title: str, body: str) -> bool:
        url = self.urls.get(address)
        if url is None:
            return False  # taken out of the settings since: given up in time, and said
        # A new one for each call: what Apprise makes remembers when it called last, and sleeps.
        calling = _gateway(url)
        if calling is None:
            return False
        calling.socket_connect_timeout, calling.socket_read_timeout = CONNECT_S, ANSWER_S
        return bool(calling.notify(body=body, title=title))

    def _said(self, page: Outgoing) -> tuple[str, str]:
        """Return title and text: a level and the word staff call it by, never what was written.

        Of a task, a call or a question nothing but that there is one.
        """
        if page.about is About.UNSUPERVISED:
            return self.words.say("page.unsupervised.title"), self.words.say("page.unsupervised")
        if page.about in FOR_BUILDERS:
            title, key = FOR_BUILDERS[page.about]
            text = f"{key}{page.step}" if page.about is About.TASK else key
            return self.words.say(title), self.words.say(text, page=self.signs_in_at)
        if page.about is About.COMPLAINT:
            return self.words.say("page.complaint.title"), self.words.say("page.complaint")
        word, level, step = page.call_word, int(page.level), page.step + 1
        if page.drill is not None:
            key = "page.drill" if page.drill is Drill.DRILL else "page.trial"
            return self.words.say("page.drill.title"), self.words.say(key, call_word=word)
        title = self.words.say("page.escalation.title", level=level)
        return title, self.words.say("page.escalation", call_word=word, level=level, step=step)


def _gateway(url: str) -> "NotifyBase | None":
    """Return what calls an address; nothing for one that nobody can call."""
    # Not loaded at a start that has no address to call: it knows a hundred gateways.
    from apprise import Apprise  # noqa: PLC0415
    from apprise.plugins import NotifyBase  # noqa: PLC0415

    found = Apprise.instantiate(url, suppress_exceptions=True)
    return found if isinstance(found, NotifyBase) else None
