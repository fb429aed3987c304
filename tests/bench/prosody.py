"""Prosody as a peer: an XMPP server from Debian that archives, and clients that speak to it raw.

Two accounts a pair. A message counts as answered when stream management (XEP-0198) says the server
has taken it, and as delivered when its body is with the other; the archive (XEP-0313) is on for
all, in Prosody's own files, which it does not sync.
"""

import asyncio
import re
import shutil
import socket
import subprocess
import tempfile
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from tests.bench.adapters import Stock
from tests.bench.link import Talker
from tests.bench.machine import MIB, spent
from tests.bench.servers import Server
from tests.ports import free_port

HOST = "localhost"
STARTS_WITHIN_S, STEP_WITHIN_S = 10.0, 30.0
SETTLES_S = 0.5
PASSWORD = "bench"
CONFIG = """
daemonize = false
run_as_root = true
pidfile = "{folder}/prosody.pid"
data_path = "{folder}/data"
log = {{ error = "{folder}/prosody.err" }}
interfaces = {{ "127.0.0.1" }}
c2s_ports = {{ {port} }}
s2s_ports = {{ }}
modules_enabled = {{ "saslauth", "mam", "smacks" }}
modules_disabled = {{ "s2s", "tls", "offline" }}
authentication = "internal_plain"
c2s_require_encryption = false
allow_unencrypted_plain_auth = true
storage = "internal"
default_archive_policy = true
VirtualHost "localhost"
"""
HELLO = (
    f"<?xml version='1.0'?><stream:stream to='{HOST}' xmlns='jabber:client'"
    " xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>"
).encode()
BIND = (
    b"<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>"
    b"<resource>bench</resource></bind></iq>"
)
MANAGE = b"<enable xmlns='urn:xmpp:sm:3'/>"
HERE = b"<presence/>"
TAKEN = b"<r xmlns='urn:xmpp:sm:3'/>"
_SAID = re.compile(rb"<body>([^<]*)</body>|<a [^>]*\bh='(\d+)'[^>]*>|<r [^>]*>|(</message>)")


class NoProsody(Exception):
    """The peer of this row is not installed, or does not start."""


class Peer(Stock):
    """Prosody, as the generator sees it."""

    def link(self, pair: int, side: int) -> Talker:
        return XmppLink(self.url.port or 0, pair, side)


class XmppLink:
    """One signed-in client; `send` fires one message to the other of its pair."""

    def __init__(self, port: int, pair: int, side: int) -> None:
        self.pair, self.side = pair, side
        self.on_ack: Callable[[int, bool], None] = lambda _seq, _ok: None
        self.on_message: Callable[[str], None] = lambda _text: None
        self.on_lost: Callable[[str], None] = lambda _why: None
        self._port = port
        self._to = f"{_account(pair, 1 - side)}@{HOST}".encode()
        self._wire: _Wire | None = None
        self._sent: list[int] = []
        self._answered = self._stanzas = 0
        self._heard = 0

    async def connect(self) -> None:
        loop = asyncio.get_running_loop()
        wire = self._wire = _Wire(self._lost)
        await loop.create_connection(lambda: wire, "127.0.0.1", self._port)
        secret = b64encode(f"\0{_account(self.pair, self.side)}\0{PASSWORD}".encode())
        auth = b"<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>%b</auth>"
        for says, waits_for in (
            (HELLO, b"</stream:features>"),
            (auth % secret, b"<success"),
            (HELLO, b"</stream:features>"),
            (BIND, b"</iq>"),
            (MANAGE, b"<enabled"),
        ):
            await wire.ask(says, waits_for)
        wire.hear(self._read)
        # Presence is a stanza too, and is counted: the first message is the second one taken.
        wire.write(HERE)
        self._stanzas = 1

    def send(self, seq: int, text: str) -> None:
        assert self._wire is not None
        self._sent.append(seq)
        self._wire.write(
            b"<message to='%b' type='chat' id='%d'><body>%b</body></message>%b"
            % (self._to, seq, text.encode(), TAKEN)
        )

    def close(self) -> None:
        self.on_lost = lambda _why: None
        if self._wire is not None:
            self._wire.close()

    def _lost(self, why: str) -> None:
        self.on_lost(why)

    def _read(self, data: bytes) -> bytes:
        """Take all that is whole, and return what is not."""
        end = 0
        for said in _SAID.finditer(data):
            end = said.end()
            body, taken, over = said.groups()
            if body is not None:
                self.on_message(body.decode())
            elif over is not None:
                self._heard += 1
            elif taken is not None:
                self._taken(int(taken) - self._stanzas)
            else:
                assert self._wire is not None
                self._wire.write(b"<a xmlns='urn:xmpp:sm:3' h='%d'/>" % self._heard)
        return data[end:]

    def _taken(self, number: int) -> None:
        """Of what was sent so many are with the server by now."""
        for seq in self._sent[self._answered : number]:
            self.on_ack(seq, True)
        self._answered = max(self._answered, number)


class _Wire(asyncio.Protocol):
    """Bytes, first asked and awaited step by step, then handed to whoever hears."""

    def __init__(self, on_lost: Callable[[str], None]) -> None:
        self._on_lost = on_lost
        self._buffer = b""
        self._transport: asyncio.Transport | None = None
        self._step: tuple[bytes, asyncio.Future[None]] | None = None
        self._hear: Callable[[bytes], bytes] | None = None

    async def ask(self, says: bytes, waits_for: bytes) -> None:
        self._buffer = b""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._step = waits_for, done
        self.write(says)
        await asyncio.wait_for(done, STEP_WITHIN_S)

    def hear(self, hear: Callable[[bytes], bytes]) -> None:
        self._step, self._hear, self._buffer = None, hear, b""

    def write(self, data: bytes) -> None:
        assert self._transport is not None
        self._transport.write(data)

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def connection_lost(self, exc: Exception | None) -> None:
        if self._step is not None and not self._step[1].done():
            self._step[1].set_exception(ConnectionError(repr(self._buffer[:200])))
        self._on_lost(f"connection_lost {exc!r}")

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if self._hear is not None:
            self._buffer = self._hear(self._buffer)
            return
        waits_for, done = self._step or (b"", None)
        if done is not None and waits_for in self._buffer and not done.done():
            done.set_result(None)


@contextmanager
def prosody(pairs: int) -> Iterator[Server]:
    """Run Prosody with two accounts for each pair, on a folder of its own."""
    program = shutil.which("prosody")
    if program is None:
        raise NoProsody("there is no prosody: `python3 dev.py bench` installs it")
    with tempfile.TemporaryDirectory(prefix="brobygger-prosody-") as name:
        folder, port = Path(name), free_port()
        _accounts(folder / "data" / HOST / "accounts", pairs)
        config = folder / "prosody.cfg.lua"
        config.write_text(CONFIG.format(folder=folder, port=port), encoding="utf-8")
        process = subprocess.Popen(
            [program, "--config", str(config), "-F"], cwd=folder, stdout=subprocess.DEVNULL
        )
        try:
            _await_port(port, process, folder)
            time.sleep(SETTLES_S)
            pids = (process.pid,)
            url = f"xmpp://127.0.0.1:{port}"
            yield Server(pids, url, idle_mib=spent(pids)[1] / MIB, speaks=Peer)
        finally:
            process.terminate()
            process.communicate()


def _account(pair: int, side: int) -> str:
    return f"p{pair}-{side}"


def _accounts(folder: Path, pairs: int) -> None:
    """Write accounts as its own store has them: its command makes three a second."""
    folder.mkdir(parents=True)
    for pair in range(pairs):
        for side in (0, 1):
            name = _account(pair, side).replace("-", "%2d")
            kept = f'return {{ ["password"] = "{PASSWORD}"; }};\n'
            (folder / f"{name}.dat").write_text(kept, encoding="utf-8")


def _await_port(port: int, process: "subprocess.Popen[bytes]", folder: Path) -> None:
    until = time.monotonic() + STARTS_WITHIN_S
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as asking:
            if asking.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    errors = folder / "prosody.err"
    said = errors.read_text(encoding="utf-8")[-500:] if errors.exists() else ""
    raise NoProsody(f"prosody does not listen: {said}")
