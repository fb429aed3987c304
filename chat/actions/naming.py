"""Giving conversations their call words: no two that are on the board go by the same one.

A word that is drawn stands in no row before its commit, and many may open at once. So a word counts
as taken from when it is drawn until nobody draws any more who read the rows before it stood there.
"""

import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from contextlib import asynccontextmanager

from chat.domain.call_words import draw_call_word


class Naming:
    """Draws call words, for all who open a conversation at this process.

    Two processes may still draw the same word in the same moment: each knows its own alone.
    """

    def __init__(self, in_use: Callable[[], Awaitable[Collection[str]]]) -> None:
        """Read with `in_use` which words the rows have."""
        self._in_use = in_use
        self._came = 0
        self._reading: set[int] = set()
        """Who is reading the rows, by the number they came as."""
        self._drawn: dict[str, int | None] = {}
        """Each with how many had come when it stood in a row; `None`: it is being committed."""

    @asynccontextmanager
    async def drawn(self) -> AsyncIterator[str]:
        """Give a word that is nobody's; it is committed, or not needed, when this is left."""
        word = await self._draw()
        try:
            yield word
        finally:
            self._drawn[word] = self._came
            self._let_go()

    async def _draw(self) -> str:
        number = self._came
        self._came += 1
        self._reading.add(number)
        try:
            in_use = {*await self._in_use(), *self._drawn}
        finally:
            self._reading.discard(number)
        word = draw_call_word(in_use, secrets.choice)
        self._drawn[word] = None
        self._let_go()
        return word

    def _let_go(self) -> None:
        """Forget the words that whoever reads the rows by now finds there."""
        first = min(self._reading, default=self._came)
        self._drawn = {
            word: stood for word, stood in self._drawn.items() if stood is None or stood > first
        }
