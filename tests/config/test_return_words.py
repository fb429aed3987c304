"""The words of return codes: enough of them, each pair another word."""

import secrets
import shutil
from pathlib import Path

import pytest

from chat.domain.return_code import LEAST_BITS, as_drawn
from config.exit_code import CannotGoOn
from config.return_words import HERE, load_return_words


def test_a_code_has_52_bits_and_is_known_again_however_it_is_typed() -> None:
    words = load_return_words()
    code = words.draw(secrets.choice)

    assert words.bits == 52
    assert len(code.split()) == 4
    for typed in (code, code.upper(), f"  {code.replace(' ', ',  ')}. ", code.replace(" ", "-")):
        assert as_drawn(typed) == code


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("sol, ", "so, ", None),
        ("sol, måne,", "sol, sol,", "same word"),
        (None, "last: [sti, bro]\n", "bits"),
        ("sol, ", "Sol!, ", "return_words.yaml"),
    ],
)
def test_a_list_that_is_too_short_or_ambiguous_is_said(
    tmp_path: Path, old: str | None, new: str, said: str | None
) -> None:
    file = tmp_path / "return_words.yaml"
    shutil.copyfile(HERE / file.name, file)
    text = file.read_text(encoding="utf-8")
    old = old or text[text.index("last:") :]
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")

    if said is None:
        assert load_return_words(tmp_path).bits > LEAST_BITS
    else:
        with pytest.raises(CannotGoOn) as ending:
            load_return_words(tmp_path)
        assert said in ending.value.sentence
