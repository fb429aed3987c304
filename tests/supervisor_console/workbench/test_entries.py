"""What supervisors write becomes a file of the lexicon, whatever the texts look like."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor_console.workbench.entries import FILE, house_files, written
from triage.lexicon import read_lexicon
from triage.lexicon_file import Item, LexiconError

LEXICON = Path(__file__).parents[3] / "config/lexicon"
lines = st.text(st.characters(exclude_categories=("C", "Z"), include_characters=" "), min_size=1)


def entry(name: str, *hits: str) -> str:
    return written(
        {
            "id": name,
            "level": "2",
            "topics": ["suicide"],
            "acute": "false",
            "subject": "self",
            "why": {"da": "Skriver om lanternen.", "en": "Writes of the lantern."},
            "patterns": ["slukke lanternen"],
            "hits": list(hits),
            "misses": ["tænde lanternen"],
        }
    )


@given(st.lists(lines.filter(str.strip), min_size=1, max_size=3))
def test_a_text_is_read_as_it_was_written(hits: list[str]) -> None:
    file = Item.read(FILE, house_files([entry("test.one", *hits)] * 2)[FILE])

    for item in file.fields("kind about entries")["entries"].items():
        assert list(item.mapping()["hits"].texts()) == hits


def test_the_files_laid_over_a_folder_are_in_its_version() -> None:
    plain = read_lexicon(LEXICON)
    more = read_lexicon(LEXICON, house_files([entry("test.one", "jeg vil slukke lanternen")]))

    assert {one.id for one in more.rules} - {one.id for one in plain.rules} == {"test.one"}
    assert more.version != plain.version
    assert read_lexicon(LEXICON, house_files([])).version == plain.version


def test_a_mistake_is_named_by_file_and_line() -> None:
    files = house_files([entry("test.one", "nej").replace("level: '2'", "level: '7'")])

    with pytest.raises(LexiconError, match=r"house\.yaml, line 5, entries\.level: '7' is none of"):
        read_lexicon(LEXICON, files)
