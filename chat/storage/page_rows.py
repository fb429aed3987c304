"""Rows of what is to leave the house."""

from datetime import datetime

from chat.domain.builders import CallPage, SparringPage, TaskPage
from chat.domain.course import ToOutside
from chat.domain.delivery import Delivery


def page_row(one: ToOutside, now: datetime) -> dict[str, object]:
    """Write a page as its row: to be tried at once. Of a task it holds no word and no level."""
    row: dict[str, object] = {
        "page_id": one.page_id,
        "escalation_id": None,
        "bridge_id": None,
        "conversation_id": None,
        "call_seq": None,
        "sparring_id": None,
        "step": int(one.step),
        "level": 0,
        "call_word": "",
        "address": one.address,
        "drill": None,
        "about": "escalation",
        "made_at": now,
        "next_at": now,
        "tries": 0,
    }
    if isinstance(one, TaskPage):
        return {**row, "bridge_id": one.bridge_id, "about": "task"}
    if isinstance(one, CallPage):
        here = {"conversation_id": one.conversation_id, "call_seq": one.seq}
        return {**row, **here, "about": "call"}
    if isinstance(one, SparringPage):
        return {**row, "sparring_id": one.sparring_id, "about": "sparring"}
    if isinstance(one, Delivery):
        return {**row, "bridge_id": one.bridge_id, "about": "hand_over"}
    return {
        **row,
        "escalation_id": one.escalation_id,
        "level": int(one.level),
        "call_word": one.call_word,
        "drill": None if one.drill is None else one.drill.value,
    }
