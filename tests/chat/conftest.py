"""A real database for whoever asks for it."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from tests.chat.keeping import Kept, Open, process_on


@pytest.fixture
async def kept(tmp_path: Path) -> AsyncIterator[Kept]:
    async with process_on(tmp_path / "kept.db") as process:
        yield process


@pytest.fixture
async def another(kept: Kept) -> AsyncIterator[Open]:
    """Open the same file anew, as after a restart: with nothing remembered."""
    async with AsyncExitStack() as stack:

        async def again() -> Kept:
            return await stack.enter_async_context(process_on(kept.file))

        yield again
