"""Joining: fewer files on the wire, and each module there once, as it was written."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from chat.pages.joining import Joiner, JoiningError, beside, joined_sheet, parcel_of
from chat.pages.static import StaticFiles

IMPORTED = re.compile(rb'^import [^;]* from "([^"]+)";', re.MULTILINE)
ROOT = Path(__file__).parents[3]
WEB, CONSOLE = ROOT / "chat/web", ROOT / "supervisor_console/web"
MODULES = {
    "w/main.js": 'import { count, raise as up } from "./a/count.js";\n'
    'import { twice } from "./b.js";\n'
    "up();\nawait Promise.resolve();\nexport const said = [count(), twice()];\n",
    "w/a/count.js": "/* One state. */\n\nlet value = 1;\n\n// Goes up.\n"
    "export function raise() {\n  value += 1;\n}\n"
    "export const count = () => /** @type {number} */ (value);\n"
    'export const beside = new URL("x.svg", import.meta.url).pathname.split("/").slice(-2);\n'
    'export const later = () => import("../later.js");\n',
    "w/b.js": 'import * as counting from "./a/count.js";\n'
    "export async function slow() {}\nexport const twice = () => 2 * counting.count();\n",
    "w/later.js": 'import { count, beside } from "./a/count.js";\n'
    'import { one } from "./v/one.js";\n'
    'import { slow } from "./b.js";\n'
    'export { raise } from "./a/count.js";\n'
    "export const seen = [count(), beside, one, typeof slow];\n",
    "w/v/one.js": "export const one = 1;\n",
}
TRY = """
const first = await import("./w/main.js");
const count = await import("./w/a/count.js");
const later = await count.later();
later.raise();
console.log(JSON.stringify([first.said, later.seen, count.count()]));
"""


def joined(files: dict[str, str], *roots: str) -> dict[str, str]:
    joiner = Joiner(files, ["w/v"])
    for number, root in enumerate(roots):
        joiner.join(root, parcelled=number == 0)
    return {**files, **joiner.changed}


def what_node_says(folder: Path, files: dict[str, str]) -> object:
    for name, text in {**files, "try.mjs": TRY, "package.json": '{"type": "module"}'}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    node = shutil.which("node")
    assert node is not None
    done = subprocess.run(
        [node, folder / "try.mjs"], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_joined_modules_do_what_they_did_and_share_one_state(tmp_path: Path) -> None:
    together = joined(MODULES, "w/main.js", "w/later.js")

    expected = [[2, 4], [2, ["a", "x.svg"], 1, "function"], 3]
    assert what_node_says(tmp_path / "apart", MODULES) == expected
    assert what_node_says(tmp_path / "together", together) == expected


def test_a_parcel_holds_what_its_root_imports_and_nothing_asks_for_more() -> None:
    together = joined(MODULES, "w/main.js", "w/later.js")

    assert "import" not in together["w/main.parcel.js"].replace("import(", "").replace(
        "import.meta", ""
    )
    assert "One state" not in together["w/main.parcel.js"]
    assert re.findall(r'from "([^"]+)"', together["w/later.js"]) == [
        "./v/one.js",
        "./main.parcel.js",
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("export default 1;\n", "can't be joined: export default 1;"),
        ("export let one = 1;\n", "can't be joined"),
        ('import "./b.js";\n', "can't be joined"),
        ('import one from "./b.js";\n', "can't be joined"),
        ('import { one } from "./away.js";\n', "w/away.js is imported and is not there"),
        ('import { one } from "./main.js";\n', "imports itself"),
        ("const $1 = 1;\n", "taken by the joining"),
    ],
)
def test_what_cannot_be_joined_is_named(text: str, sentence: str) -> None:
    files = {"w/main.js": 'import { one } from "./a.js";\n', "w/a.js": text, "w/b.js": ""}
    joiner = Joiner(files, [])

    with pytest.raises(JoiningError, match=re.escape(sentence)):
        joiner.join("w/main.js")


def test_a_sheet_takes_in_the_sheets_it_imports_and_finds_its_files() -> None:
    files = {
        "w/a/all.css": '@import "../b/fonts.css";\n@import "./own.css";\n',
        "w/b/fonts.css": 'p { src: url("f/one.woff2") }\n',
        "w/a/own.css": "q {}\n",
    }

    assert joined_sheet("w/a/all.css", files) == 'p { src: url("../b/f/one.woff2") }\nq {}\n'
    with pytest.raises(JoiningError, match=r"w/a/own\.css is imported and is not there"):
        joined_sheet("w/a/all.css", {"w/a/all.css": '@import "./own.css";\n'})


@pytest.mark.parametrize(
    "page", ["chat/web/young", "supervisor_console/web", "chat/web/bridge"], ids=str
)
def test_a_joined_page_asks_at_once_for_all_that_its_first_module_needs(page: str) -> None:
    root, young = f"{page}/main.js", "chat/web/young/main.js"
    files = StaticFiles(
        {"chat/web": WEB, "supervisor_console/web": CONSOLE},
        joined=(young,),
        alone=() if root == young else (root,),
        outside=("chat/web/vendor",),
    )
    frame = "" if root == young else (WEB / "design/frame.html").read_text(encoding="utf-8")
    shell = frame + (ROOT / page / "page.html").read_text(encoding="utf-8")
    asked = set(re.findall(r'rel="modulepreload" href="\{\{static\}\}/([^"]+)"', shell))
    named = re.findall(r'\{\{static\}\}/([^"]+)"', shell)

    needed: set[str] = set()
    new = {root}
    while new:
        needed |= new
        new = {
            beside(name, path.decode())
            for name in new
            for path in IMPORTED.findall(files._files[name].body)
        } - needed
    assert asked == needed
    assert all(name.replace("{{lang}}", "da") in files for name in named)


def test_a_page_that_stands_alone_leaves_its_modules_to_other_pages() -> None:
    roots = {"chat/web": WEB, "supervisor_console/web": CONSOLE}
    main = "supervisor_console/web/main.js"

    files = StaticFiles(roots, alone=(main,), outside=("chat/web/vendor",))

    plain = StaticFiles(roots)
    changed = {name for name in files._files if files._files[name] != plain._files.get(name)}
    assert {name for name in changed if name.endswith(".js")} == {main, parcel_of(main)}
