"""Joins what a page loads together: the same modules and sheets, in fewer files.

On a bad line every file waits for a round trip, however small it is. The files in the folders work
in a browser as they are; joined, the entry of the young needs three of them instead of thirty.

What a root module imports is put into its file: each module a function of its own, in the order
they are evaluated. What then stands under a module's own name only points there, so that a module
is there once, whoever asks for it and how. A page's first module waits for others while it is
evaluated, and whatever pointed into it would wait for itself: its imports stand in a file beside
it, its *parcel*.
"""

import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

IMPORT = re.compile(r'^import (\{[^}]*\}|\* as \w+) from "(\.[^"]+)";\n', re.MULTILINE)
PASSED_ON = re.compile(r'^export (\{[^}]*\}) from "(\.[^"]+)";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const) (\w+))", re.MULTILINE)
OTHER = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)
ASKED_FOR_LATER = re.compile(r'\bimport\("(\.[^"]+)"\)')
OWN_ADDRESS = re.compile(r"\bimport\.meta\.url\b")
TAKEN = re.compile(r"\$\d")
NOTE = re.compile(
    r"^[ \t]*(?:/\*(?:[^*]|\*(?!/))*\*/|//[^\n]*)\n|/\*\* @type [^\n]*?\*/ ?", re.MULTILINE
)
"""A comment on lines of its own, or a type in a line: for us and `tsc`, not for a bad line."""
RENAMED = re.compile(r"(?<=\w) as (?=\w)")
SHEET = re.compile(r'^@import "(\.{0,2}/?[^":]+)";\n', re.MULTILINE)
ADDRESS = re.compile(r'\burl\("([^":]+)"\)')


class JoiningError(Exception):
    """A module or a sheet is written in a way that can't be joined; the message names it."""


@dataclass(slots=True)
class Module:
    """One module: what it takes from which, what it gives, and the rest of it."""

    name: str
    takes: list[tuple[str, str]] = field(default_factory=list)
    """`{ a, b as c }` or `* as all`, and from which module."""
    gives: list[str] = field(default_factory=list)
    body: str = ""

    @classmethod
    def read(cls, name: str, text: str) -> "Module":
        """Read our own dialect of modules; raise `JoiningError` for anything outside it."""
        module = cls(name)

        def taken(found: re.Match[str]) -> str:
            module.takes.append((found[1], beside(name, found[2])))
            return ""

        def passed_on(found: re.Match[str]) -> str:
            module.gives.extend(names(found[1]))
            return taken(found)

        def given(found: re.Match[str]) -> str:
            module.gives.append(found[1])
            return ""

        if TAKEN.search(text):
            raise JoiningError(f"{name}: a name like $1 is taken by the joining.")
        text = PASSED_ON.sub(passed_on, IMPORT.sub(taken, NOTE.sub("", text)))
        module.body = EXPORT.sub(given, text)
        if other := OTHER.search(module.body):
            raise JoiningError(f"{name}: this can't be joined: {other[0]}")
        return module

    def at(self, place: str) -> str:
        """Return the body as it reads in a file of another name."""
        body = ASKED_FOR_LATER.sub(
            lambda found: f'import("{from_to(place, beside(self.name, found[1]))}")', self.body
        )
        own = f'new URL("{from_to(place, self.name)}", import.meta.url).href'
        return OWN_ADDRESS.sub(lambda _: own, body)


class Joiner:
    """Joins one folder tree's modules, root by root; later roots build on earlier parcels."""

    def __init__(self, files: Mapping[str, str], outside: Sequence[str]) -> None:
        """Join these files; modules under a folder of `outside` are left as they are."""
        self._files = files
        self._outside = tuple(f"{folder}/" for folder in outside)
        self._place: dict[str, str] = {}
        """Which file a module now stands in."""
        self._short: dict[str, str] = {}
        """What a module is called within the files that were joined."""
        self.changed: dict[str, str] = {}

    def join(self, root: str, *, parcelled: bool = False) -> None:
        """Put what this root imports into its file, or into a parcel beside it."""
        place = parcel_of(root) if parcelled else root
        whole = Module.read(root, self._text(root))
        fresh: dict[str, Module] = {}
        for _, name in whole.takes:
            self._reach(name, fresh, (root,))
        for name, module in fresh.items():
            self._place[name] = place
            self.changed[name] = self._signpost(module)
        parts = "".join(self._function(module, place) for module in fresh.values())
        given = ", ".join(self._short[name] for name in fresh)
        joined = f"{parts}export {{ {given} }};\n"
        used = [name for module in fresh.values() for _, name in module.takes]
        own = [name for _, name in whole.takes]
        if parcelled:
            self.changed[place] = f"{self._imports(place, used)}{joined}"
            self.changed[root] = f"{self._imports(root, own)}{self._root(whole)}"
        else:
            imports = self._imports(root, [*used, *own])
            self.changed[root] = f"{imports}{joined}{self._root(whole)}"

    def _reach(self, name: str, fresh: dict[str, Module], way: tuple[str, ...]) -> None:
        """Add a module after all it imports, which is the order they are evaluated in."""
        if name in way:
            raise JoiningError(f"{name} imports itself, by way of {way[-1]}.")
        self._short.setdefault(name, f"${len(self._short)}")
        if name in fresh or name in self._place or name.startswith(self._outside):
            return
        module = Module.read(name, self._text(name))
        for _, taken in module.takes:
            self._reach(taken, fresh, (*way, name))
        fresh[name] = module

    def _text(self, name: str) -> str:
        if name not in self._files:
            raise JoiningError(f"{name} is imported and is not there.")
        return self._files[name]

    def _function(self, module: Module, place: str) -> str:
        gives = ", ".join(module.gives)
        short = self._short[module.name]
        body = f"{self._taken(module)}{module.at(place)}"
        return f"const {short} = (() => {{\n{body}return {{ {gives} }};\n}})();\n"

    def _root(self, module: Module) -> str:
        gives = f"export {{ {', '.join(module.gives)} }};\n" if module.gives else ""
        return f"{self._taken(module)}{module.at(module.name)}{gives}"

    def _signpost(self, module: Module) -> str:
        parcel = from_to(module.name, self._place[module.name])
        short = self._short[module.name]
        gives = ", ".join(module.gives)
        return f'import {{ {short} }} from "{parcel}";\nexport const {{ {gives} }} = {short};\n'

    def _taken(self, module: Module) -> str:
        return "".join(f"{bound(what, self._short[name])}\n" for what, name in module.takes)

    def _imports(self, place: str, used: Sequence[str]) -> str:
        """Return the imports of a joined file: parcels, and what stays outside."""
        lines: list[str] = []
        held: dict[str, list[str]] = {}
        for name in dict.fromkeys(used):
            if name not in self._place:
                lines.append(f'import * as {self._short[name]} from "{from_to(place, name)}";\n')
            elif self._place[name] != place:
                held.setdefault(self._place[name], []).append(self._short[name])
        for file, shorts in held.items():
            lines.append(f'import {{ {", ".join(shorts)} }} from "{from_to(place, file)}";\n')
        return "".join(lines)


def parcel_of(root: str) -> str:
    """Return the name of the file beside a page's first module that holds what it imports."""
    return f"{root.removesuffix('.js')}.parcel.js"


def joined_sheet(name: str, files: Mapping[str, str]) -> str:
    """Return a sheet with the sheets it imports in their places, their addresses still right."""

    def whole(found: re.Match[str]) -> str:
        other = beside(name, found[1])
        if other not in files:
            raise JoiningError(f"{name}: {other} is imported and is not there.")
        return ADDRESS.sub(
            lambda address: f'url("{from_to(name, beside(other, address[1]))}")',
            joined_sheet(other, files),
        )

    return SHEET.sub(whole, files[name])


def bound(what: str, short: str) -> str:
    """Return the line that binds what an import named: `{ a, b as c }` or `* as all`."""
    if what.startswith("*"):
        return f"const {what.removeprefix('* as ')} = {short};"
    return f"const {RENAMED.sub(': ', what)} = {short};"


def names(clause: str) -> list[str]:
    """Return what `{ a, b }` names."""
    return [name.strip() for name in clause.strip("{} \n").split(",") if name.strip()]


def beside(name: str, path: str) -> str:
    """Return the file a path means in the file of this name."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), path))


def from_to(name: str, other: str) -> str:
    """Return how a file is called from another: always with a dot before it."""
    path = posixpath.relpath(other, posixpath.dirname(name))
    return path if path.startswith(".") else f"./{path}"
