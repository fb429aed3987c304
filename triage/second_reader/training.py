"""Trains the second reader. Its heads and their calibration need scikit-learn; reading does not.

The same inputs give the same table, byte for byte, on one kind of machine, however many cores it
has: nothing here is left to chance, the solver (liblinear's trust region method) draws no numbers,
and it works in one thread.
"""

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from threadpoolctl import threadpool_limits

from triage.second_reader.calibrating import calibrated
from triage.second_reader.families import Families
from triage.second_reader.features import features
from triage.second_reader.heads import Examples, Matrix, Weights
from triage.second_reader.labelled import Authors, Labelled, PlainLines, digest, messages
from triage.second_reader.table import DAMPING, Learnt, short
from triage.second_reader.windows import WINDOW
from triage.second_reader.wording import pieces

_RARE: Final = 4
"""A feature in fewer texts than this is left out."""
_KIND_WEIGHT: Final = {"=": 3.0, "&": 2.0}
"""Of words and of families; a run of letters counts 1."""
# Both were chosen on `triage_dev`, by the area under the curve of level 2 and above.
_BYTE: Final = 127


@dataclass(frozen=True, slots=True, repr=False)
class Material:
    """Texts counted out into features, ready to train on again and again without some authors."""

    said: Sequence[Labelled]
    author: NDArray[np.str_]
    """Of each text; empty for a plain line."""
    features: NDArray[np.str_]
    whole: Matrix
    """How often each feature occurs: a row for each text."""
    parts: Matrix
    """The same for each window of a text that is not all of it."""
    part_of: NDArray[np.intp]

    @classmethod
    def of(
        cls,
        authors: Mapping[str, Sequence[Labelled]],
        plain: Sequence[str],
        families: Families,
    ) -> Self:
        """Count out what the authors wrote, and ordinary lines, which are all of level 0."""
        said = [one for those in authors.values() for one in those]
        author = [name for name, those in authors.items() for _ in those]
        said += [Labelled(text, 0, (), "none", acute=False, tags=()) for text in plain]
        author += [""] * len(plain)
        counted = [
            [
                Counter(features(words, families))
                for words in pieces(unicodedata.normalize("NFC", one.text))
            ]
            for one in said
        ]
        seen: Counter[str] = Counter()
        for text in counted:
            seen.update({feature for piece in text for feature in piece})
        known = sorted(feature for feature, texts in seen.items() if texts >= _RARE)
        column = {feature: at for at, feature in enumerate(known)}
        parts = [(at, part) for at, text in enumerate(counted) for part in _parts(text)]
        return cls(
            said=said,
            author=np.array(author),
            features=np.array(known),
            whole=_matrix([_together(text) for text in counted], column),
            parts=_matrix([part for _, part in parts], column),
            part_of=np.array([at for at, _ in parts], np.intp),
        )

    def learn(self, inputs: Mapping[str, str], *, without: Sequence[str] = ()) -> Learnt:
        """Train on all but some authors. What comes out is not calibrated yet."""
        chosen = ~np.isin(self.author, without)
        whole, seen = self.whole[chosen], _texts(self.whole[chosen])
        kept = np.flatnonzero(seen >= _RARE)
        kinds = np.array([_KIND_WEIGHT.get(str(one)[0], 1.0) for one in self.features[kept]])
        rarity = (np.log((1 + whole.shape[0]) / (1 + seen[kept])) + 1) * kinds
        part = chosen[self.part_of]
        examples = Examples(
            said=[one for one, is_in in zip(self.said, chosen, strict=True) if is_in],
            plain=self.author[chosen] == "",
            features=self.features[kept],
            whole=_weighed(whole[:, kept], rarity),
            parts=_weighed(self.parts[part][:, kept], rarity),
            part_of=(np.cumsum(chosen) - 1)[self.part_of[part]],
        )
        with threadpool_limits(1):  # sums over many threads are rounded in another order
            heads = {**examples.levels(), **examples.topics()}
        weights = np.array([weights for weights, _ in heads.values()]).T * rarity[:, None]
        scales = np.abs(weights).max(0) / _BYTE
        count = len(heads)
        return Learnt(
            heads=tuple(heads),
            features=tuple(map(str, self.features[kept])),
            rarity=rarity.astype(np.float32),
            weights=np.rint(weights / scales).astype(np.int8),
            scales=tuple(map(short, scales)),
            biases=tuple(short(bias) for _, bias in heads.values()),
            slopes=(1.0,) * count,
            offsets=(0.0,) * count,
            thresholds=(0.5,) * count,
            inputs=inputs,
        )


@dataclass(frozen=True, slots=True)
class Inputs:
    """Where everything lies that a table is trained from."""

    authors: Path
    """A folder with a file for each author; every `.jsonl` in it is taken."""
    dev: Path
    """`messages.jsonl`, for calibration and thresholds."""
    families: Path
    plain: Path | None
    """The plain corpus; half of it is trained on."""

    def digests(self) -> dict[str, str]:
        """Return the SHA-256 of every file, by a name that is the same wherever they lie."""
        files = {f"authors/{path.name}": path for path in sorted(self.authors.glob("*.jsonl"))}
        files |= {"dev": self.dev, "families": self.families}
        if self.plain is not None:
            files["plain"] = self.plain
        return {name: digest(path) for name, path in files.items()}

    def material(self) -> tuple[Material, Families]:
        """Read and count out everything that is trained on."""
        plain = PlainLines.read(self.plain).trained_on if self.plain else ()
        families = Families.read(self.families)
        return Material.of(Authors.read(self.authors).by_name, plain, families), families


def train(inputs: Inputs) -> Learnt:
    """Return the table that these inputs give."""
    material, families = inputs.material()
    return calibrated(material.learn(inputs.digests()), messages(inputs.dev), families)


def danish_words(inputs: Inputs) -> list[str]:
    """Return the words that occur twice or more, folded: what Danish looks like to a guess."""
    texts = [one.text for one in Authors.read(inputs.authors).messages]
    texts += PlainLines.read(inputs.plain).trained_on if inputs.plain else ()
    seen: Counter[str] = Counter()
    for text in texts:
        read = pieces(unicodedata.normalize("NFC", text))
        seen.update({word for piece in read for word in piece if word.isalpha()})
    return sorted(word for word, count in seen.items() if count > 1)


def _parts(text: Sequence[Counter[str]]) -> list[Counter[str]]:
    """Return the windows of a text that are not all of it."""
    return [
        _together(text[at : at + size])
        for size in range(1, min(WINDOW + 1, len(text)))
        for at in range(len(text) - size + 1)
    ]


def _together(counted: Sequence[Counter[str]]) -> Counter[str]:
    whole: Counter[str] = Counter()
    for one in counted:
        whole.update(one)
    return whole


def _matrix(counted: Sequence[Counter[str]], column: Mapping[str, int]) -> Matrix:
    times: list[int] = []
    columns: list[int] = []
    ends = [0]
    for one in counted:
        known = sorted(
            (column[feature], count) for feature, count in one.items() if feature in column
        )
        columns += [at for at, _ in known]
        times += [count for _, count in known]
        ends.append(len(columns))
    shape = (len(counted), len(column))
    return sparse.csr_matrix(
        (np.array(times, np.float64), np.array(columns, np.int32), ends), shape
    )


def _texts(matrix: Matrix) -> Weights:
    """Return in how many rows each column occurs."""
    return np.bincount(matrix.indices, minlength=matrix.shape[1]).astype(np.float64)


def _weighed(counted: Matrix, rarity: Weights) -> Matrix:
    """Return rows as the reader weighs them: a sum of rarities over the root of their squares."""
    squares = counted @ rarity**2 + DAMPING
    return sparse.csr_matrix(
        sparse.diags_array(1 / np.sqrt(squares)) @ counted @ sparse.diags_array(rarity)
    )
