"""Nothing anybody sent stands in a log or a file."""

import logging
import secrets
from pathlib import Path

import pytest
import structlog

from tests.chat.pages.conftest import Served, sign_in
from tests.chat.staffing import PASSWORD

CANARY = "kanariefugl9f31"
ADDRESS = "198.51.100.77"
TOKEN = secrets.token_urlsafe(32)


def kept_in(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


@pytest.mark.usefixtures("sofie")
async def test_no_word_token_or_address_is_written_anywhere(
    served: Served, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    # It repeats parameters at DEBUG; `config/log.py` lets no words of a library's line through.
    caplog.set_level(logging.WARNING, "aiosqlite")
    headers = {
        "User-Agent": CANARY,
        "Accept-Language": CANARY,
        "Referer": f"http://{CANARY}/",
        "X-Forwarded-For": ADDRESS,
        "Cookie": f"brobygger={CANARY}",
    }
    bodies = [
        ("/api/conversations", {"token": TOKEN, "opening": CANARY, "gender": CANARY}),
        ("/api/conversations", {CANARY: CANARY}),
        ("/api/conversations/leave", {"token": CANARY}),
        ("/api/session", {"username": CANARY, "password": CANARY}),
        ("/api/session", {"username": "sofie", "password": CANARY}),
        ("/api/invitations/accept", {"code": TOKEN, "password": CANARY}),
    ]

    with structlog.testing.capture_logs() as lines:
        for path, body in bodies:
            async with served.client.post(path, json=body, headers=headers) as answer:
                assert answer.status < 500
        served.play.bug = ValueError(CANARY)
        async with served.client.get(f"/api/service?{CANARY}", headers=headers) as answer:
            assert answer.status == 500
        async with served.client.get(f"/{CANARY}", headers=headers) as answer:
            assert answer.status == 404
        assert await sign_in(served, "sofie") == 204

    session = next(iter(served.client.cookie_jar)).value
    written = [repr({k: v for k, v in line.items() if k != "exc_info"}) for line in lines]
    written += [caplog.text]
    files = kept_in(tmp_path)
    for secret in (CANARY, ADDRESS, TOKEN, PASSWORD, session):
        assert not any(secret in one for one in written), secret
        assert secret.encode() not in files, secret
