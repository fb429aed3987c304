"""What supervisors changed of the directory, laid over the files: one entry after the other, pure.

An edit that no longer fits its file hides its entry. What leans on an entry is held elsewhere.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from config.centre import WrittenCentre
from config.directory import DirectoryFiles, Over, Written
from config.service import WrittenService
from supervisor_console.directory.edits import RETIRED, Edit, Fields, Standing, moved, standing
from supervisor_console.directory.entries import NOBODY_LOOKED, is_centre
from supervisor_console.workbench.proposals import Proposal

MOVED: Final = "a live edit was made from something else than stands here; take that edit back"


@dataclass(frozen=True, slots=True)
class LaidOver:
    """Every entry as it stands, which of them are not the files', and which no longer fit."""

    entries: Mapping[str, Fields]
    over: Over
    refused: Mapping[str, str]

    @classmethod
    def of(
        cls, files: DirectoryFiles, base: Mapping[str, Fields], live: Sequence[Proposal]
    ) -> "LaidOver":
        """Lay what is live, the oldest first, over the files' entries.

        Edits of what is in no file, and that nobody has made here (any more), lie over nothing.
        """
        entries, over, refused = dict(base), dict[str, Written | None](), dict[str, str]()
        for name in sorted({one.rule for one in live}):
            edits = [Edit.of(one) for one in live if one.rule == name]
            below = base.get(name) or blank_for(edits)
            if below is None:
                continue
            now = standing(below, edits)
            entries[name] = now.fields
            try:
                over[name] = written(files, name, now, moved(below, edits))
            except ValueError as mistake:
                over[name], refused[name] = hidden(files, name), str(mistake)
        return cls(entries, over, refused)

    @property
    def in_order(self) -> Sequence[tuple[str, Written | None]]:
        """Return what lies over the files, so that each can be tried upon those before it.

        A new service comes before its centres, and a centre goes before its service does.
        """
        return sorted(self.over.items(), key=self._place)

    def without(self, names: Collection[str]) -> "LaidOver":
        """Return it with the files' own entries under these names."""
        over = {name: one for name, one in self.over.items() if name not in names}
        return replace(self, over=over)

    def with_one(self, name: str, one: Written | None) -> "LaidOver":
        """Return it with one more entry over the files'."""
        return replace(self, over={**self.over, name: one})

    def refusing(self, name: str, why: str) -> "LaidOver":
        """Return it with one more entry that does not fit."""
        return replace(self, refused={**self.refused, name: why})

    def _place(self, named: tuple[str, Written | None]) -> tuple[bool, bool, str]:
        name, one = named
        leaves = one is None
        return leaves, is_centre(self.entries[name]) is not leaves, name


def written(
    files: DirectoryFiles, name: str, now: Standing, moved_field: str | None
) -> Written | None:
    """Return an entry as its file would have it; `None` for one that is retired.

    Raises:
        ValueError: it would not stand in the file, was made from what no longer stands, or would
            show the young a number nobody has looked up.
    """
    fields = now.fields
    if fields.get(RETIRED):
        return None
    if moved_field is not None:
        raise ValueError(f"{moved_field}: {MOVED}")
    one = files.changed(name, {key: one for key, one in fields.items() if key != RETIRED})
    if now.nobody_looked and fields.get("verified"):
        raise ValueError(NOBODY_LOOKED)
    return one


def hidden(files: DirectoryFiles, name: str) -> Written | None:
    """Return the file's own entry, unverified; `None` where the files have none."""
    own = files.written.get(name) or files.centres.get(name)
    return None if own is None else own.model_copy(update={"verified": False})


def base_of(entry: Mapping[str, object]) -> Fields:
    """Return an entry of a file with every key it may have, as a page edits it."""
    fields = {**blank(entry), **in_json(entry)}
    if (day := fields.get("source_date")) is not None:
        fields["source_date"] = str(day)
    return fields


def blank_for(edits: Iterable[Edit]) -> Fields | None:
    """Return the empty entry that a new one was made over; `None` where none of these made one."""
    return next((blank(edit.after) for edit in edits if edit.is_new), None)


def blank(fields: Mapping[str, object]) -> dict[str, object]:
    """Return an entry of the same kind, of which nothing is known."""
    model: type[Written] = WrittenCentre if is_centre(fields) else WrittenService
    return dict.fromkeys(model.model_fields)


def in_json(value: Any) -> Any:  # noqa: ANN401 - whatever YAML holds
    """Return what a file says in JSON types: days as text, keys as text."""
    match value:
        case dict():
            return {str(key): in_json(one) for key, one in value.items()}
        case list() | tuple():
            return [in_json(one) for one in value]
        case date():
            return value.isoformat()
        case _:
            return value
