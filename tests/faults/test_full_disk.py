"""A disk that fills up while people talk: nothing acknowledged is lost, and it mends by itself.

The disk is filled for this one process: its files may grow no further (RLIMIT_FSIZE), so that every
write past that fails as on a full disk, and nobody needs to be root.
"""

import resource
from itertools import count
from pathlib import Path
from uuid import uuid4

from config.rehearsal.line import Json
from tests.faults.two import Two, two_who_talk
from tests.serving import Serving

A_LOT = 4000
WRITES_AT_MOST = 400


def fill_disk(serving: Serving) -> None:
    written = serving.data / "brobygger.db-wal"
    _, most = resource.prlimit(serving.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(serving.pid, resource.RLIMIT_FSIZE, (written.stat().st_size, most))


def empty_disk(serving: Serving) -> None:
    _, most = resource.prlimit(serving.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(serving.pid, resource.RLIMIT_FSIZE, (most, most))


async def write_until_refused(two: Two) -> tuple[list[int], dict[str, str]]:
    """Return the numbers that were acknowledged, and the message that was not."""
    acknowledged: list[int] = []
    for number in count():
        assert number < WRITES_AT_MOST, "the disk never became full"
        said = {"client_id": str(uuid4()), "text": f"{number} ".ljust(A_LOT, "x")}
        answer = await two.young.line.call("message:send", said)
        if not answer["ok"]:
            assert answer["error"]["code"] == "unavailable"
            return acknowledged, said
        acknowledged.append(int(answer["seq"]))
    raise AssertionError


async def test_a_full_disk_loses_nothing_and_mends_without_a_restart(tmp_path: Path) -> None:
    serving = Serving(tmp_path)
    account = serving.staff("mette", "counsellor", "Mette")
    async with serving.beside(), two_who_talk(serving.url, account) as two:
        await two.asking.say("hej")
        fill_disk(serving)
        acknowledged, refused = await write_until_refused(two)
        ready = await readiness(two)
        assert not ready["ok"]
        assert "is the disk full" in ready["why"]["commits"]
        page = await two.young.line.call("events:since", {"seq": 0})
        assert page["ok"], "what was written can still be read"

        empty_disk(serving)
        assert (await readiness(two))["ok"], "without anybody's having written"
        answer = await two.young.line.ask("message:send", refused)
        again = await two.young.line.ask("message:send", refused)
        await two.asking.say("stadig her")

        assert answer["seq"] == again["seq"]
        assert answer["seq"] > max(acknowledged, default=0)
        shown = await messages(two)
        assert [seq for seq in shown if seq in acknowledged] == acknowledged
        assert sorted(set(shown)) == shown
        assert len(shown) == len(acknowledged) + 3


async def readiness(two: Two) -> Json:
    async with two.house.http.get(f"{two.house.url}/readyz") as answer:
        return dict(await answer.json())


async def messages(two: Two) -> list[int]:
    """The numbers of all messages, read from the start."""
    numbers: list[int] = []
    seq, more = 0, True
    while more:
        page = await two.young.line.ask("events:since", {"seq": seq})
        numbers += [event["seq"] for event in page["events"] if event["kind"] == "message"]
        seq, more = page["events"][-1]["seq"] if page["events"] else seq, page["more"]
    return numbers
