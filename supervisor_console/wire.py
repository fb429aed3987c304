"""What only the supervisor's console may send; the rest of its payloads are all staff's."""

from chat.realtime.wire import About, Change, Code, NumberedId, Text


class HoldLog(About):
    """`retention:hold`: why a conversation must be kept past its time."""

    reason: Text


class LetGoTask(Change):
    """`bridge:let_go`: a bridge-builder's task, as the log names it."""

    bridge_id: NumberedId


class WriteLegalDuty(About):
    """`legal_duty:record`: a step is done, or what stands in it; an empty text takes it back."""

    step: Code
    done: bool
    text: str = ""
    given: bool = False
