"""How much work something is: the lines Python runs, the same on any machine, however busy."""

import gc
import sys
from collections.abc import Callable
from types import FrameType
from typing import Self


def lines_run(work: Callable[[], object]) -> int:
    """Do it, and return how many lines of Python that took."""
    counted, before = _Lines(), sys.gettrace()
    # What other tests left behind is not to be cleared away, and counted, meanwhile.
    gc.collect()
    gc.disable()
    sys.settrace(counted)
    try:
        work()
    finally:
        sys.settrace(before)
        gc.enable()
    return counted.count


class _Lines:
    """Hears of every line that runs."""

    count = 0

    def __call__(self, _frame: FrameType, _event: str, _arg: object) -> Self:
        self.count += 1
        return self
