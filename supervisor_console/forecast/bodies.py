"""What a forecast is answered with: means and counts, and nothing of anybody."""

from datetime import date, datetime

from pydantic import Field

from chat.pages.answer_bodies import AnswerBody
from supervisor_console.forecast.forecasting import Forecast, Staffed


class HourBody(AnswerBody):
    """One hour the door is open, from `begins` (UTC)."""

    begins: datetime
    expected: float
    """Conversations, on average."""
    low: int
    high: int
    """Of 100 such hours 80 lie from `low` to `high`."""
    is_holiday: bool
    talks: int
    """Talks at once there must be room for."""
    counsellors: int

    @classmethod
    def of(cls, one: Staffed) -> "HourBody":
        """Return an hour."""
        return cls(
            begins=one.coming.begins,
            expected=round(one.coming.mean, 1),
            low=one.coming.low,
            high=one.coming.high,
            is_holiday=one.coming.is_holiday,
            talks=one.talks,
            counsellors=one.counsellors,
        )


class ForecastBody(AnswerBody):
    """`GET /api/forecast`: seven days from `first` on. Without `hours`, too little is known."""

    first: date | None = None
    weeks: int
    """Whole weeks it rests on, since the first contact in them."""
    contacts: int
    talk_s: float | None = None
    patience_s: float | None = None
    """After how long who waits gives up, on average; null: nobody is taken to."""
    target_s: float | None = None
    """9 of 10 are to wait no longer."""
    hours: list[HourBody] = Field(default_factory=list)

    @classmethod
    def of(cls, forecast: Forecast) -> "ForecastBody":
        """Return a forecast."""
        return cls(
            first=forecast.first,
            weeks=forecast.weeks,
            contacts=forecast.contacts,
            talk_s=forecast.talk.total_seconds(),
            patience_s=None if forecast.patience is None else forecast.patience.total_seconds(),
            target_s=forecast.target.total_seconds(),
            hours=[HourBody.of(one) for one in forecast.hours],
        )
