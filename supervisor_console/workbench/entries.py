"""An entry of the lexicon as supervisors write it, and the file that holds what is live."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import yaml

FILE: Final = "house.yaml"
"""The name by which reasons speak of it; there is no such file in the folder."""
_HEAD: Final = {"kind": "theme", "about": "What this house's supervisors have added."}


def written(entry: Mapping[str, object]) -> str:
    """Return an entry in the lexicon's own YAML; texts are texts, whatever they look like."""
    return yaml.safe_dump(entry, allow_unicode=True, sort_keys=False, width=100)


def house_files(entries: Sequence[str]) -> dict[str, str]:
    """Return the virtual file of all these entries, by its name; none without an entry."""
    if not entries:
        return {}
    return {FILE: f"{written(_HEAD)}entries:\n{''.join(map(_in_list, entries))}"}


def _in_list(entry: str) -> str:
    first, *others = entry.rstrip("\n").split("\n")
    return "\n".join([f"  - {first}", *_indented(others)]) + "\n"


def _indented(lines: Iterable[str]) -> list[str]:
    return [f"    {line}" if line else "" for line in lines]
