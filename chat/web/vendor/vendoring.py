"""Refreshes what browsers load from others; maintainers run it as `python3 dev.py vendor`.

Everything it writes is committed, so that running Brobygger needs neither Node nor the net. The
versions are those of `package-lock.json`; `manifest.json` says what came from where, with hashes.
"""

import hashlib
import json
import re
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PACKAGES = ROOT / "node_modules"
HERE = Path(__file__).parent
DESIGN = ROOT / "chat/web/design"
YOUNG = ROOT / "chat/web/young"
AXE = ROOT / "tests/browser/vendor/axe.min.js"
FONT = "@fontsource-variable/atkinson-hyperlegible-next"
WEIGHTS = "400:700"
"""From `--weight-text` to `--weight-title` of `tokens.css`."""

PREACT_ENTRY = """
import { h } from "preact";
import htm from "htm";
export { h, render, Fragment, Component, createContext } from "preact";
export { useState, useEffect, useLayoutEffect, useRef, useMemo, useCallback, useContext }
  from "preact/hooks";
export { signal, computed, effect, batch, untracked, useSignal, useComputed, useSignalEffect }
  from "@preact/signals";
export const html = htm.bind(h);
"""
PREACT_PARTS = ("preact", "@preact/signals", "@preact/signals-core", "htm")
SOCKET_IO_PARTS = (
    "socket.io-client",
    "socket.io-parser",
    "engine.io-client",
    "engine.io-parser",
    "@socket.io/component-emitter",
)

ICONS = (
    "arrow-left arrow-left-right arrow-right arrow-up bell bell-off book-open check check-check"
    " chevron-down chevron-left chevron-right chevron-up circle-alert circle-check circle-help"
    " clock coffee copy door-open ear ellipsis external-link eye flag hand hand-heart"
    " hand-helping heart hourglass house info keyboard languages life-buoy list-checks lock"
    " log-out map-pin menu message-circle message-square minus moon notebook-pen pause pencil"
    " phone play plus refresh-cw rotate-ccw search send settings shield shield-check signpost"
    " siren sticky-note sun thumbs-down thumbs-up triangle-alert undo-2 user user-check user-plus"
    " users video volume-2 volume-x wifi wifi-off x"
).split()
YOUNG_ICONS = (
    "arrow-up check check-check chevron-down circle-help clock door-open ellipsis flag hand-heart"
    " hourglass info languages lock log-out moon pause phone play rotate-ccw triangle-alert users"
    " wifi-off x"
).split()
"""Those of the young person's page, in a file of their own: it is to be light on a bad line."""
ALIASES = {"circle-help": "circle-question-mark"}
"""Names we use that Lucide has since changed."""


def main() -> None:
    """Write every vendored file, its licence, and the manifest."""
    for folder in (HERE / "licences", DESIGN / "fonts", AXE.parent):
        folder.mkdir(parents=True, exist_ok=True)
    entries = [
        preact(),
        socket_io(),
        axe(),
        icons(DESIGN, ICONS),
        icons(YOUNG, YOUNG_ICONS),
        *fonts(),
    ]
    manifest = json.dumps(entries, indent=2, ensure_ascii=False)
    (HERE / "manifest.json").write_text(manifest + "\n", encoding="utf-8")


def preact() -> dict[str, object]:
    """Bundle Preact, its hooks and signals, and htm bound to `h`, as one ES module."""
    to = HERE / "preact.js"
    bundle = subprocess.run(  # noqa: S603 -- our own tool, from the hashed lock
        [PACKAGES / ".bin/esbuild", "--bundle", "--minify", "--format=esm", "--target=es2022"],
        input=PREACT_ENTRY,
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    to.write_text(bundle, encoding="utf-8")
    return entry(to, *PREACT_PARTS)


def socket_io() -> dict[str, object]:
    """Copy the Socket.IO client without its source map's name, which would be a 404."""
    to = HERE / "socket.io.js"
    built = (PACKAGES / "socket.io-client/dist/socket.io.esm.min.js").read_text(encoding="utf-8")
    # The file is one line: only the comment may go, not the line it stands on.
    to.write_text(re.sub(r"//# sourceMappingURL=\S+", "", built), encoding="utf-8")
    return entry(to, *SOCKET_IO_PARTS)


def axe() -> dict[str, object]:
    """Copy the accessibility rules that the browser tests hold the pages to."""
    shutil.copyfile(PACKAGES / "axe-core/axe.min.js", AXE)
    return entry(AXE, "axe-core")


def icons(folder: Path, names: list[str]) -> dict[str, object]:
    """Write the shapes of the icons a folder's pages use, and of no others."""
    to = folder / "icons.js"
    nodes = json.loads((PACKAGES / "lucide-static/icon-nodes.json").read_text(encoding="utf-8"))
    rows = (f"  {json.dumps(name)}: {json.dumps(shape(nodes, name))}," for name in names)
    to.write_text(
        "// @ts-check\n"
        "/* Lucide (ISC), the icons we use; written by `python3 dev.py vendor`.\n"
        "   Drawn in a 24 x 24 box, stroke 2, round caps and joins. */\n\n"
        "/** @typedef {[tag: string, attributes: Record<string, string>]} Shape */\n\n"
        "export const icons = /** @type {const} */ ({\n" + "\n".join(rows) + "\n});\n",
        encoding="utf-8",
    )
    return entry(to, "lucide-static")


def shape(nodes: dict[str, list[list[object]]], name: str) -> list[list[object]]:
    """Return an icon as Lucide draws it, under the name it had or the one it has now."""
    return nodes[name if name in nodes else ALIASES[name]]


def fonts() -> list[dict[str, object]]:
    """Cut the type's two upright subsets to our weights: Danish needs latin, names latin-ext.

    Needs `fonttools[woff]` on the path, which nothing else does. Two fifths of the bytes go.
    """
    made = []
    for subset in ("latin", "latin-ext"):
        to = DESIGN / f"fonts/atkinson-hyperlegible-next-{subset}.woff2"
        name = f"atkinson-hyperlegible-next-{subset}-wght-normal.woff2"
        whole = PACKAGES / FONT / "files" / name
        subprocess.run(  # noqa: S603 -- our own tool
            ["fonttools", "varLib.instancer", whole, f"wght={WEIGHTS}", "-o", to],  # noqa: S607
            check=True,
        )
        made.append(entry(to, FONT))
    return made


def entry(file: Path, *packages: str) -> dict[str, object]:
    """Return a file's line in the manifest, having copied its packages' licences."""
    return {
        "file": file.relative_to(ROOT).as_posix(),
        "sha256": hashlib.sha256(file.read_bytes()).hexdigest(),
        "packages": [described(package) for package in packages],
    }


def described(package: str) -> dict[str, str]:
    """Return a package's name, version and licence, and copy the licence's text."""
    folder = PACKAGES / package
    about = json.loads((folder / "package.json").read_text(encoding="utf-8"))
    text = next(path for path in sorted(folder.iterdir()) if path.name.startswith("LICENSE"))
    to = HERE / "licences" / f"{package.replace('@', '').replace('/', '-')}.txt"
    shutil.copyfile(text, to)
    return {
        "name": package,
        "version": about["version"],
        "licence": about["license"],
        "text": to.relative_to(ROOT).as_posix(),
    }


if __name__ == "__main__":
    main()
