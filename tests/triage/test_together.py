"""Signs that count only together."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.assessing import Assessor, Turn
from triage.lexicon import Rule, read_lexicon
from triage.lexicon_file import LexiconError
from triage.together import Group, Match, nearest

OURS = Path(__file__).parents[2] / "config" / "lexicon"
WHERE = read_lexicon(OURS).rules[0].where
SIGNS = """
kind: together
about: A test.
cues:
  - id: cue.red
    patterns: [rød]
    hits: [rød]
    misses: [blå]
  - id: cue.blue
    patterns: [blå]
    hits: [blå]
    misses: [rød]
entries:
  - id: sign.violet
    level: 3
    topics: [suicide]
    why: {da: Hvorfor., en: Why.}
    all: [cue.red, cue.blue]
    within: 4
    hits: [rød og blå]
    misses: [rød og gul]
"""
WORDS = """
version: "1"
fillers: [bare]
stops: [ikke]
variants: {rød: [rdø]}
classes: {jeg: [jeg]}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "words.yaml").write_text(WORDS, encoding="utf-8")
    (tmp_path / "signs.yaml").write_text(SIGNS, encoding="utf-8")
    return tmp_path


@pytest.fixture
def small(folder: Path) -> Assessor:
    return Assessor.load(folder)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("rød", 0),
        ("blå", 0),
        ("rød rød", 0),
        ("rød og blå", 3),
        ("blå. og så rød", 3),
        ("rød en to tre fire fem blå", 0),
        ("rød en to tre fire fem blå rød", 3),
    ],
)
def test_each_alone_is_nothing(small: Assessor, text: str, level: int) -> None:
    assert small.assess(text).level == level


def test_each_sign_is_marked(small: Assessor) -> None:
    text = "den er rød men også blå"

    spans = small.assess(text).spans

    assert [text[span.start : span.end] for span in spans] == ["rød", "blå"]
    assert {span.rule for span in spans} == {"sign.violet"}


def test_a_sign_may_stand_in_the_message_before(small: Assessor) -> None:
    verdict = small.assess("og blå", [Turn("young", "den er rød")])

    assert verdict.level == 3
    assert verdict.labels == ("joined",)
    assert small.assess("og gul", [Turn("young", "den er rød og blå")]).level == 0
    assert small.assess("igen blå", [Turn("young", "den er rød og blå")]).level == 0


@given(text=st.lists(st.sampled_from(["rød", "blå", "gul", "."]), max_size=12), more=st.text())
def test_more_text_never_takes_a_sign_away(text: list[str], more: str) -> None:
    signs = ["rød", "blå"]
    rules = {sign: Rule(sign, "cue", (), (), (), WHERE) for sign in signs}
    asked = tuple(frozenset({sign}) for sign in signs)
    whole = Rule("whole", "entry", (), (), (), WHERE, within=4)
    group = Group(whole, asked, frozenset())

    def met(words: list[str]) -> int:
        found = [Match(rules[word], at, at) for at, word in enumerate(words) if word in signs]
        return len(list(nearest(group, found)))

    assert met([*text, *more.split()]) >= met(text)
    assert met([*more.split(), *text]) >= met(text)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("cue.blue]", "cue.green]", "signs.yaml, line 14, entries: sign.violet: there is no rule"),
        ("within: 4", "within: many", "entries.within: 'many' is none of"),
        ("[rød og gul]", "[blå og rød]", "sign.violet: 'blå og rød' matches"),
    ],
)
def test_a_broken_sign_is_named(folder: Path, old: str, new: str, says: str) -> None:
    assert old in SIGNS
    (folder / "signs.yaml").write_text(SIGNS.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(LexiconError) as refused:
        Assessor.load(folder)

    assert says in str(refused.value)
