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
from triage.measures import Read
from triage.second_reader.families import Families
from triage.second_reader.labelled import Labelled, hand, messages
from triage.second_reader.reader import SecondReader
from triage.second_reader.table import Table
from triage.second_reader.training import Inputs, Material, calibrated


@dataclass(frozen=True, slots=True, repr=False)
class AcrossAuthors:
    """Trains and reads, leaving one author out at a time."""

    assessor: Assessor
    material: Material
    families: Families
    dev: Sequence[Labelled]

    @classmethod
    def of(cls, assessor: Assessor, inputs: Inputs) -> Self:
        """Count out everything once; it is the slow part of reading it."""
        material, families = inputs.material()
        return cls(assessor, material, families, messages(inputs.dev))

    def read(self) -> Iterator[tuple[list[Read], SecondReader]]:
        """Yield an author's messages, read, and the second reader that read them."""
        names = list(dict.fromkeys(str(name) for name in self.material.author if name))
        for unseen in left_out_together(names):
            learnt = calibrated(self.material.learn({}, without=unseen), self.dev, self.families)
            second = SecondReader.of(Table.of(learnt), self.families)
            reads = replace(self.assessor, second=second)
            for name in unseen:
                said = [
                    one
                    for one, author in zip(self.material.said, self.material.author, strict=True)
                    if author == name
                ]
                yield [Read(name, one, reads.assess(one.text)) for one in said], second


def left_out_together(authors: Sequence[str]) -> list[list[str]]:
    """Return the authors grouped by the hand that wrote them."""
    hands = dict.fromkeys(map(hand, authors))
    return [[author for author in authors if hand(author) == one] for one in hands]


def read_by(assessor: Assessor, author: str, path: Path) -> list[Read]:
    """Return one author's messages as an assessor reads them."""
    return [Read(author, one, assessor.assess(one.text)) for one in messages(path)]
