"""The weight table: a plain file with a layout of its own, and nothing that runs."""

from pathlib import Path

import numpy as np
import pytest

from triage.second_reader.table import Learnt, Table
from triage.second_reader.table_error import TableError

LEARNT = Learnt(
    heads=("level>=1", "acute"),
    features=("=dø", "vil"),
    rarity=np.array([2.0, 1.5], np.float32),
    weights=np.array([[127, -3], [0, 5]], np.int8),
    scales=(0.5, 0.25),
    biases=(-1.0, -2.0),
    slopes=(2.0, 1.0),
    offsets=(0.5, 0.0),
    thresholds=(0.5, 0.75),
    inputs={"dev": "0a"},
)


def test_what_is_written_is_read_again_byte_for_byte() -> None:
    content = LEARNT.to_bytes()

    again = Learnt.from_bytes(content)

    assert again.to_bytes() == content
    assert again.digest == LEARNT.digest
    assert again.features == LEARNT.features
    assert again.inputs == {"dev": "0a"}


def test_a_weight_is_a_byte_times_its_heads_scale() -> None:
    table = Table.of(LEARNT)

    assert table.rows[table.row_of["=dø"]].tolist() == [63.5, -0.75, 4.0]
    assert table.rows[0].tolist() == [0, 0, 0]


def test_a_limit_is_a_threshold_before_calibration() -> None:
    limits = Table.of(LEARNT).limits

    assert 1 / (1 + np.exp(-(2.0 * limits[0] + 0.5))) == pytest.approx(0.5)
    assert 1 / (1 + np.exp(-limits[1])) == pytest.approx(0.75)


@pytest.mark.parametrize("size", [0, 10, 30, 200, *range(300, len(LEARNT.to_bytes()))])
def test_a_table_cut_short_is_refused(size: int) -> None:
    with pytest.raises(TableError):
        Learnt.from_bytes(LEARNT.to_bytes()[:size])


def test_a_missing_table_is_refused_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"table\.bin: it can't be read"):
        Table.read(tmp_path / "table.bin")
