"""`brobygger lexicon` in a process of its own, on the house's own lexicon."""

import io
import json

import pytest

from chat.domain.refusal import RefusalCode, Refused
from config.command_line import main
from config.lexicon_apart import LexiconApart

ENTRY = """\
id: house.lantern
level: 3
topics: [suicide]
why: {da: Skriver om lanternen., en: Writes of the lantern.}
patterns: [slukker lanternen]
hits: [jeg slukker lanternen]
misses: [jeg tænder lanternen]
"""


async def test_a_broken_entry_comes_back_with_its_place() -> None:
    with pytest.raises(Refused) as refused:
        await LexiconApart(120).check([], ENTRY.replace("level: 3", "level: 9"))

    assert refused.value.code is RefusalCode.BROKEN_LEXICON
    assert "house.yaml, line 5, entries.level: '9'" in str(refused.value.extras["reason"])


async def test_what_takes_too_long_is_ended_and_refused_kindly() -> None:
    with pytest.raises(Refused) as refused:
        await LexiconApart(0.05).measure([], ENTRY)

    assert refused.value.code is RefusalCode.TOO_SLOW


def test_rubbish_at_the_terminal_is_bad_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps({"live": []})))
    monkeypatch.setattr("os.nice", lambda _: 0)

    assert main(["lexicon", "check"]) == 2
