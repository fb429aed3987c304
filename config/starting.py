"""What must be right before the first young person is let in, and what `serve` then hands on."""

import asyncio
import hashlib
import hmac
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from chat.storage.vault import MasterKey
from config import data_folder, database, open_files, video, webhooks
from config.addresses import Addresses
from config.canned_replies import WrittenReplies, read_replies
from config.care_texts import Care
from config.directory import Directory, DirectoryFiles
from config.exit_code import CannotGoOn, ExitCode
from config.legal_duties import LegalDuties
from config.policy import Policy
from config.reasons import load_reasons
from config.settings import Settings
from config.versions import hold_to_minimum
from supervisor_console.reports.sheets import Headings

BACKLOG = 1024
"""Connections the system holds while the loop is busy: a reconnect storm is a thousand at once."""


@dataclass(frozen=True, slots=True)
class Start:
    """Everything found in order: what the application is built from."""

    settings: Settings
    policy: Policy
    directory: Directory
    """As the files have it; `config.house_directory` lays over it what supervisors changed."""
    files: DirectoryFiles
    replies: WrittenReplies
    care: Care
    legal_duties: LegalDuties
    headings: Headings
    master_key: MasterKey
    listening: socket.socket
    """Bound and listening already, so that nobody else can take the port in between."""
    demo: bool
    shares_port: bool = False
    """Whether other processes take people from the same port."""
    number: int = 0
    """Which of those this is."""

    def secret_for(self, what: str) -> bytes:
        """Return a secret of its own for one use, the same at every process of the house."""
        return hmac.digest(self.master_key.secret, f"brobygger {what}".encode(), hashlib.sha256)

    def for_worker(self, number: int) -> "Start":
        """Return it for one of several processes: the first alone plays the demo's people."""
        return replace(self, demo=self.demo and number == 0, shares_port=True, number=number)


@contextmanager
def started(settings: Settings, *, demo: bool = False) -> Iterator[Start]:
    """Hold folder, database and port, and give what they were found to be.

    Raises:
        CannotGoOn: something is not right; one sentence says what.
    """
    hold_to_minimum()
    open_files.raised()
    policy = Policy.load(settings.policy, demo=demo)
    files = DirectoryFiles.read()
    directory = files.directory()
    replies = read_replies()
    replies.filled(directory)
    care = Care.load(directory)
    legal_duties = LegalDuties.load()
    headings = load_reasons()
    Addresses.checked(settings, directory.regions)
    webhooks.checked(settings, directory.services)
    video.checked(policy, settings)
    data_folder.prepare(settings)
    with data_folder.held(settings):
        key = asyncio.run(database.ready(settings, demo=demo))
        if not demo:
            open_files.hold_enough(policy)
        with listening_on(settings.host, settings.port) as listening:
            yield Start(
                settings,
                policy,
                directory,
                files,
                replies,
                care,
                legal_duties,
                headings,
                key,
                listening,
                demo,
            )


def listening_on(host: str, port: int) -> socket.socket:
    """Return a socket that listens there; port 0 lets the system choose one."""
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(address[:2], family=family, backlog=BACKLOG)
    except OSError as error:
        raise CannotGoOn(
            ExitCode.PORT_TAKEN,
            f"Port {port} on {host} can't be listened on: {error.strerror}. "
            "Is another server running? BROBYGGER_PORT or --port names another.",
        ) from None
