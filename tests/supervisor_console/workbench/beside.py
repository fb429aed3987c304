"""`brobygger lexicon` without the process around it: what it answers is the same."""

from collections.abc import Sequence

from chat.domain.refusal import RefusalCode, Refused
from config.command_line.lexicon import answered
from config.lexicon_apart import measured
from supervisor_console.workbench.ports import Measured


class CheckedHere:
    """Loads and measures in the test's own process, on the test's own lexicon."""

    async def check(self, live: Sequence[str], entry: str) -> None:
        told = answered(list(live), entry, 60, measure=False)
        if "broken" in told:
            raise Refused(RefusalCode.BROKEN_LEXICON, reason=told["broken"])

    async def measure(self, live: Sequence[str], entry: str) -> Measured:
        return measured(answered(list(live), entry, 60, measure=True))
