"""What other processes are told of a conversation: that it stands otherwise, or was written in."""

from dataclasses import replace

import pytest

from chat.domain.companion import Companion
from chat.domain.identifiers import StaffId
from chat.domain.video_talk import VideoTalk
from chat.realtime.bus import About
from chat.realtime.moved import about_of
from chat.storage.moving import GROWS_WITH_EACH_MESSAGE
from tests.chat.domain.building import NOON, talking

MIA = StaffId("mia")


@pytest.mark.parametrize(
    "change",
    [{"companion": Companion(MIA, NOON)}, {"video": VideoTalk(3, MIA, "Mia", NOON)}],
    ids=["companion", "video"],
)
def test_who_else_comes_into_a_talk_is_told_to_other_processes(change: dict[str, object]) -> None:
    before = talking()
    written_in = replace(before, seq=before.seq + 1)

    assert about_of(before, before) is None
    assert about_of(before, written_in) is About.LOG
    assert about_of(before, written_in.changed(change)) is About.STATE


@pytest.mark.parametrize("name", sorted(GROWS_WITH_EACH_MESSAGE))
def test_what_changes_while_a_log_only_grows_makes_no_conversation_stand_otherwise(
    name: str,
) -> None:
    before = talking()
    after = before.changed({name: object()})

    assert after != before
    assert about_of(before, after) is not About.STATE
    assert about_of(before, after, only_grew=True) is about_of(before, after)
