"""What browsers load: read once, compressed once, and named by what is in it.

The URL holds a digest of all files together, so that a browser keeps them for ever and a new
version is a new URL; relative imports between modules work as they do on disk. What is served was
in a folder of ours at start: a path is a key into a table, and leads nowhere else.
"""

import gzip
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

from aiohttp import web

from chat.pages.joining import Joiner, joined_sheet, parcel_of

TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".png": "image/png",
}
"""Anything else in the folders (pages, sources, notes) is not for browsers."""
STYLE_NOTE = re.compile(rb"/\*.*?\*/\s*", re.DOTALL)
"""A comment in a style sheet (CSS Syntax 3 §4.3.2): for us to read, not for a bad line to carry."""
PACKED_ALREADY = frozenset({".woff2", ".png"})
FOR_EVER = "public, max-age=31536000, immutable"
"""A year: what RFC 9111 calls for ever; `immutable` is RFC 8246."""


@dataclass(frozen=True, slots=True)
class StaticFile:
    """One file, ready to send."""

    content_type: str
    body: bytes
    packed: bytes | None
    etag: str


class StaticFiles:
    """All files of all folders, under one digest."""

    def __init__(
        self,
        roots: Mapping[str, Path],
        *,
        joined: Sequence[str] = (),
        alone: Sequence[str] = (),
        outside: Sequence[str] = (),
    ) -> None:
        """Read the folders: `{"chat/web": Path(...)}` serves its files under that path.

        What the modules `joined` import is served in one file each, the first's in a parcel, but
        for what lies `outside`; raises `JoiningError` for a module that can't be. Each of those
        `alone` is a page of its own, on which nobody asks for a module by its own name: it has a
        parcel with all it needs, and beside that everything is left as it is for other pages.
        """
        read = {
            f"{name}/{path.relative_to(folder).as_posix()}": path.read_bytes()
            for name, folder in sorted(roots.items())
            for path in sorted(folder.rglob("*"))
            if _is_for_browsers(path, folder)
        }
        served = _joined(read, joined, alone, outside)
        self._files = {name: _file(name, body) for name, body in sorted(served.items())}
        whole = hashlib.sha256()
        for name, file in self._files.items():
            whole.update(f"{name}\0{file.etag}\0".encode())
        self.prefix = f"/static/{whole.hexdigest()[:20]}"
        """What `{{static}}` stands for in pages."""

    def __contains__(self, name: str) -> bool:
        return name in self._files

    def routes(self) -> list[web.RouteDef]:
        """Return what can be asked."""
        return [web.get(self.prefix + "/{name:.+}", self.show)]

    async def show(self, request: web.Request) -> web.Response:
        """Answer a file, packed where the browser can unpack; 304 where it has it."""
        file = self._files.get(request.match_info["name"])
        if file is None:
            raise web.HTTPNotFound
        headers = {"Cache-Control": FOR_EVER, "ETag": file.etag, "Vary": "Accept-Encoding"}
        if request.headers.get("If-None-Match") == file.etag:
            return web.Response(status=HTTPStatus.NOT_MODIFIED, headers=headers)
        headers["Content-Type"] = file.content_type
        if file.packed is not None and _unpacks(request):
            headers["Content-Encoding"] = "gzip"
            return web.Response(body=file.packed, headers=headers)
        return web.Response(body=file.body, headers=headers)


def _is_for_browsers(path: Path, folder: Path) -> bool:
    within = path.relative_to(folder)
    hidden = any(part.startswith(".") for part in within.parts)
    if hidden or path.suffix not in TYPES or not path.is_file():
        return False
    return path.resolve().is_relative_to(folder.resolve())


def _joined(
    read: Mapping[str, bytes],
    roots: Sequence[str],
    alone: Sequence[str],
    outside: Sequence[str],
) -> dict[str, bytes]:
    modules = {name: body.decode() for name, body in read.items() if name.endswith(".js")}
    sheets = {
        name: STYLE_NOTE.sub(b"", body).decode()
        for name, body in read.items()
        if name.endswith(".css")
    }
    joiner = Joiner(modules, outside)
    for number, root in enumerate(roots):
        joiner.join(root, parcelled=number == 0)
    changed = {**joiner.changed, **{name: joined_sheet(name, sheets) for name in sheets}}
    for root in alone:
        page = Joiner(modules, outside)
        page.join(root, parcelled=True)
        changed |= {name: page.changed[name] for name in (root, parcel_of(root))}
    return {**read, **{name: text.encode() for name, text in changed.items()}}


def _file(name: str, body: bytes) -> StaticFile:
    kind = Path(name).suffix
    packed = None if kind in PACKED_ALREADY else gzip.compress(body, mtime=0)
    if packed is not None and len(packed) >= len(body):
        packed = None
    etag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
    return StaticFile(TYPES[kind], body, packed, etag)


def _unpacks(request: web.Request) -> bool:
    offered = request.headers.get("Accept-Encoding", "").replace(" ", "").lower().split(",")
    return any(one.partition(";")[0] == "gzip" and one != "gzip;q=0" for one in offered)
