"""The honest figure: each author's messages read by a table that never saw that author.

Where one hand wrote several files in several voices, none of them is seen.

Calibration and thresholds come from `triage_dev`, as always. The lexicon is the same for all: its
writers may have read the open set, so its part of these figures is only as unseen as they say.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from triage.assessing import Assessor
from triage.folds import Folds
from triage.measures import Read
from triage.second_reader.calibrating import calibrated
from triage.second_reader.families import Families
from triage.second_reader.labelled import Authors, Labelled, hand, messages
from triage.second_reader.reader import SecondReader
from triage.second_reader.table import Table
from triage.second_reader.training import Inputs


@dataclass(frozen=True, slots=True, repr=False)
class AcrossAuthors:
    """Trains and reads, leaving one author out at a time."""

    assessor: Assessor
    authors: Authors
    families: Families
    dev: Sequence[Labelled]
    folds: Folds

    @classmethod
    def of(cls, assessor: Assessor, inputs: Inputs, kept: Path) -> Self:
        """Read everything; what was trained before from the same stands in the folder `kept`."""
        return cls(
            assessor,
            Authors.read(inputs.authors),
            Families.read(inputs.families),
            messages(inputs.dev),
            Folds(inputs, kept),
        )

    def read(self) -> Iterator[tuple[list[Read], SecondReader]]:
        """Yield an author's messages, read, and the second reader that read them."""
        for unseen in left_out_together(list(self.authors.by_name)):
            learnt = calibrated(self.folds.without(unseen), self.dev, self.families)
            second = SecondReader.of(Table.of(learnt), self.families)
            reads = replace(self.assessor, second=second)
            for name in unseen:
                said = self.authors.by_name[name]
                yield [Read(name, one, reads.assess(one.text)) for one in said], second


def left_out_together(authors: Sequence[str]) -> list[list[str]]:
    """Return the authors grouped by the hand that wrote them."""
    hands = dict.fromkeys(map(hand, authors))
    return [[author for author in authors if hand(author) == one] for one in hands]


def read_by(assessor: Assessor, author: str, path: Path) -> list[Read]:
    """Return one author's messages as an assessor reads them."""
    return [Read(author, one, assessor.assess(one.text)) for one in messages(path)]
