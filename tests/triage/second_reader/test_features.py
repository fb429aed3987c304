"""What the second reader weighs, written so that a person can read it."""

import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.second_reader.families import Families
from triage.second_reader.features import features

FAMILIES = Families({"do": ("die",), "vil": ("want",)}, {"spr": (("spring", "height"),)})
IN_ORDER = """
from triage.second_reader.families import Families
from triage.second_reader.features import features
print(features("jeg vil bare sove nu og ikke op igen".split(), Families({}, {})))
"""


def test_letters_words_and_families_are_weighed() -> None:
    found = features(["vil", "do"], FAMILIES)

    assert sorted(found) == sorted(
        [
            *(" vi", "vil", "il ", " vil", "vil ", "l d", "il d", "l do", " do", "do ", " do "),
            *("=vil", "=do", "=vil do", "&want", "&die", "&want die"),
        ]
    )


def test_what_is_said_again_and_again_weighs_no_more() -> None:
    assert len(features(["do"] * 20, FAMILIES)) == len(features(["do"] * 8, FAMILIES))


def test_features_have_the_same_order_in_every_process() -> None:
    """Sums of weights are rounded: in another order they are other sums, and another table."""
    found = {
        subprocess.run(
            [sys.executable, "-c", IN_ORDER],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }

    assert len(found) == 1


def test_families_are_seen_across_other_words() -> None:
    assert "&want>height" in features(["vil", "bare", "springe"], FAMILIES)
    assert "&want>height" not in features(["vil", *"abcdefg", "springe"], FAMILIES)


@given(st.lists(st.sampled_from(["vil", "do", "a", "springer", "ok", "😀"]), max_size=12))
def test_every_run_of_letters_is_there(words: list[str]) -> None:
    written = f" {' '.join(words)} " if words else ""
    runs = [written[at : at + size] for size in (3, 4) for at in range(len(written) - size + 1)]

    found = features(words, FAMILIES)

    assert {one for one in found if one[0] not in "=&"} == set(runs)


@pytest.mark.parametrize(
    ("word", "names"), [("do", ("die",)), ("springer", ("height",)), ("x", ())]
)
def test_a_word_has_the_families_of_its_beginning_too(word: str, names: tuple[str, ...]) -> None:
    assert FAMILIES.of(word) == names


def test_every_family_has_a_name() -> None:
    assert FAMILIES.names() == ["die", "height", "want"]
