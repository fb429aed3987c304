"""What only the supervisor's console may send; the rest of its payloads are all staff's."""

from pydantic import Field

from chat.realtime.wire import Change


class BeginDuty(Change):
    """`shift:start` on `/supervisor`: a capacity is heard and means nothing, they hold no seats."""

    capacity: int | None = Field(default=None, ge=0, le=1000)
