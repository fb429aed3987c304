"""The words of return codes as a helpline edits them in `return_words.yaml`."""

from pathlib import Path
from typing import Annotated

from pydantic import Field

from chat.domain.return_code import LEAST_BITS, ReturnWords
from config.edited_file import Edited
from config.service import Entry

HERE = Path(__file__).parent
Part = Annotated[str, Field(pattern=r"^[a-zæøå]{2,12}$")]


class WordsFile(Entry):
    """The whole file."""

    first: Annotated[tuple[Part, ...], Field(min_length=2)]
    last: Annotated[tuple[Part, ...], Field(min_length=2)]


def load_return_words(folder: Path = HERE) -> ReturnWords:
    """Read them; raise `CannotGoOn` where two pairs make one word, or a code has too few bits."""
    file = folder / "return_words.yaml"
    edited = Edited.read(file)
    written = edited.as_a(WordsFile)
    words = ReturnWords(written.first, written.last)
    made = {first + last for first in words.first for last in words.last}
    if len(made) < len(words.first) * len(words.last):
        raise edited.mistake(("first",), "two pairs of parts make the same word")
    if words.bits < LEAST_BITS:
        raise edited.mistake(("last",), f"a code has {words.bits:.1f} bits, and needs {LEAST_BITS}")
    return words
