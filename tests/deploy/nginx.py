"""The proxy as `deploy/nginx/nginx.conf` describes it, with this test's ports and certificate."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from tests.ports import free_port
from tests.serving import ROOT

HERE = ROOT / "deploy/nginx"
STARTED_WITHIN_S = 10.0


@dataclass
class Proxy:
    """A running nginx; everything it says goes into `said`."""

    port: int
    folder: Path
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        return f"https://localhost:{self.port}"

    @property
    def said(self) -> str:
        return (self.folder / "said").read_text(encoding="utf-8")

    def written(self) -> list[Path]:
        """Every file it has made."""
        given = {"nginx.conf", "away.html", "chat.crt", "chat.key"}
        return [
            file for file in self.folder.rglob("*") if file.is_file() and file.name not in given
        ]


def program() -> str:
    found = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    assert found, "no nginx: `python3 dev.py test` installs it"
    return found


def configuration(folder: Path, port: int, processes: Sequence[int]) -> str:
    """Return what we ship, with what every house must change changed, and nothing else."""
    text = (HERE / "nginx.conf").read_text(encoding="utf-8")
    changes = {
        "listen 80;": f"listen 127.0.0.1:{free_port()};",
        "listen 443 ssl http2;": f"listen 127.0.0.1:{port} ssl http2;",
        "chat.example.dk": "localhost",
        "/etc/nginx/tls/": f"{folder}/",
        "/etc/nginx/brobygger": str(folder),
        "/tmp/nginx": f"{folder}/nginx",
        **{
            f"brobygger-{number}:8080": f"127.0.0.1:{at}"
            for number, at in enumerate(processes, start=1)
        },
    }
    for ours, theirs in changes.items():
        assert ours in text, ours
        text = text.replace(ours, theirs)
    return text


def certificate(folder: Path) -> None:
    """Make a certificate for localhost that nobody has signed."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    (folder / "chat.crt").write_bytes(made.public_bytes(Encoding.PEM))
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "chat.key").write_bytes(private)


def checked(folder: Path, port: int, processes: Sequence[int]) -> list[str]:
    """Write everything into a folder, let nginx read it, and return the words that start it."""
    folder.mkdir()
    certificate(folder)
    shutil.copy(HERE / "away.html", folder)
    config = folder / "nginx.conf"
    config.write_text(configuration(folder, port, processes), encoding="utf-8")
    words = [program(), "-p", str(folder), "-c", str(config)]
    # Its workers would be somebody who may not look into a test's folder.
    also = "user root; " if os.geteuid() == 0 else ""
    read = subprocess.run([*words, "-t", "-g", also], capture_output=True, text=True, check=False)
    assert read.returncode == 0, read.stderr
    assert "warn" not in read.stderr, read.stderr
    return [*words, "-g", f"{also}daemon off;"]


@contextmanager
def in_front_of(folder: Path, port: int, processes: Sequence[int]) -> Iterator[Proxy]:
    """Run it in front of the processes on these ports."""
    words = checked(folder, port, processes)
    with (folder / "said").open("wb") as said:
        process = subprocess.Popen(words, stdout=said, stderr=said)
    proxy = Proxy(port, folder, process)
    try:
        until = time.monotonic() + STARTED_WITHIN_S
        pid = folder / "nginx.pid"
        # Reading the configuration has left an empty one: it is written once nginx listens.
        while not (pid.exists() and pid.stat().st_size):
            assert process.poll() is None, proxy.said
            assert time.monotonic() < until, "nginx did not start in time"
            time.sleep(0.02)
        yield proxy
    finally:
        process.terminate()
        process.wait()
