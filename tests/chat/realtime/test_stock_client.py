"""The client that browsers load, unchanged, under Node, against our transport."""

import asyncio
import json
import os
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from tests.chat.realtime.serving_sockets import serving

ROOT = Path(__file__).parents[3]
SCRIPT = Path(__file__).with_name("stock_client.mjs")
REFUSED = {"code": "unauthorized", "message": "no", "retry_after_s": 3}


@pytest.mark.parametrize("transports", ["websocket", "polling"])
async def test_the_stock_javascript_client_is_at_home(transports: str) -> None:
    node = shutil.which("node")
    assert node, "these tests need Node; `python3 dev.py test` says how to get it"
    soon = {"ping_every": timedelta(seconds=1), "ping_answer": timedelta(seconds=1)}
    async with serving(polling=True, **soon) as sockets:
        client = await asyncio.create_subprocess_exec(
            node,
            SCRIPT,
            sockets.url,
            transports,
            stdout=asyncio.subprocess.PIPE,
            env={**os.environ, "NODE_PATH": str(ROOT / "node_modules")},
        )
        assert client.stdout is not None
        said: dict[str, object] = {}
        async with asyncio.timeout(60):
            async for line in client.stdout:
                step = json.loads(line)
                said[step["step"]] = step["value"]
                if step["step"] == "ready for the end":
                    await sockets.transport.shut_down(timedelta(seconds=2))
            assert await client.wait() == 0

    assert said == {
        "refused": {"message": "unauthorized", "data": REFUSED},
        "unknown": "not_found",
        "welcome": {"n": 0},
        "transport": transports,
        "echo": {"ok": True, "data": {"text": "hej æøå 🌻"}},
        "other": {"ok": True, "data": {"n": 1}},
        "unknown event": "unknown_event",
        "malformed": "malformed",
        "failed": "unavailable",
        "large": "too_large",
        "in order": True,
        "cut": "transport error",
        "again": True,
        "ready for the end": True,
        "moving": {"in_s": 2.0},
    }
