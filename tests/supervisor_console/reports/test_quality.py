"""Quality figures over whole weeks, on each kind of database."""

from chat.storage.vault import MasterKey, Vault
from supervisor_console.complaints.statements import Complain
from supervisor_console.reports.bodies import QualityBody
from supervisor_console.reports.quality import QualityFigures
from tests.chat.staffing import House
from tests.supervisor_console.reports.counted import contact, keep
from triage.verdict import UNASSESSED


async def test_quality_is_of_whole_weeks_and_nothing_is_a_share_of_nothing(kept: House) -> None:
    flagged = [contact("2026-W46", level=2, assessed=n < 3, waited="0-5") for n in range(4)]
    late = [
        contact("2026-W40", waited="15-45", outcome="bridged", bridged=True, campaign="for_faa")
    ]
    gone = [
        contact("2026-W46", outcome="abandoned", answered=False, campaign="skolestart")
        for _ in range(5)
    ]
    this_week = [contact("2026-W47")]  # goes on
    await keep(kept.store, [*flagged, *late, *gone, *this_week])
    vault = Vault(MasterKey("test", bytes(32)))
    await kept.submit(Complain(vault, "complaint", "I dag", "", UNASSESSED))

    latest, before = await QualityFigures(kept.store, kept.clock).latest()

    body = QualityBody.of(latest)
    assert (body.first_week, body.last_week) == ("2026-W34", "2026-W46")
    assert (body.contacts, body.answered, body.abandoned, body.soon) == (10, 0.5, 0.5, 0.8)
    assert (body.flagged, body.assessed, body.bridged, body.complaints) == (4, 0.75, 0.2, 0)
    assert body.campaigns == {"skolestart": 5}
    assert QualityBody.of(before).answered is None
