"""Training: the same inputs give the same table, and what it learns it says."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from triage.folds import Folds
from triage.second_reader.calibrating import limits_of_topics
from triage.second_reader.families import Families
from triage.second_reader.head_names import TOPIC
from triage.second_reader.labelled import Authors, PlainLines, messages
from triage.second_reader.reader import SecondReader
from triage.second_reader.table import Floats, Learnt, Table
from triage.second_reader.training import Inputs, danish_words, train

CONFIG = Path(__file__).parents[3] / "config"
LINES = 120


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Inputs:
    """A small subset of the open set, and invented plain lines."""
    folder = tmp_path_factory.mktemp("open set")
    (folder / "authors").mkdir()
    for name in ("part_a", "part_b", "part_o_ordinary"):
        lines = (CONFIG / f"triage_text/train/{name}.jsonl").read_text(encoding="utf-8")
        some = "\n".join(lines.splitlines()[:LINES])
        (folder / f"authors/{name}.jsonl").write_text(some, encoding="utf-8")
    plain = [{"text": f"Vi cyklede {number} km i dag.", "mentions": []} for number in range(40)]
    (folder / "plain.jsonl").write_text("\n".join(map(json.dumps, plain)), encoding="utf-8")
    return Inputs(
        folder / "authors",
        CONFIG / "triage_text/dev/messages.jsonl",
        CONFIG / "reader/families.yaml",
        folder / "plain.jsonl",
    )


@pytest.fixture(scope="module")
def learnt(inputs: Inputs) -> Learnt:
    return train(inputs)


def test_the_same_inputs_give_the_same_table_byte_for_byte(inputs: Inputs, learnt: Learnt) -> None:
    assert train(inputs).to_bytes() == learnt.to_bytes()


def test_a_table_knows_what_it_was_trained_from(inputs: Inputs, learnt: Learnt) -> None:
    assert set(learnt.inputs) == {
        *("authors/part_a.jsonl", "authors/part_b.jsonl", "authors/part_o_ordinary.jsonl"),
        *("dev", "families", "plain"),
    }
    assert dict(learnt.inputs) == inputs.digests()


def test_even_little_text_teaches_the_difference(inputs: Inputs, learnt: Learnt) -> None:
    second = SecondReader.of(Table.of(learnt), Families.read(inputs.families))

    risk, none = (second.highest(text)[1] for text in ("jeg vil ikke leve mere", "hej hej"))

    assert risk > none


def test_limits_of_topics_are_found_on_the_scores_that_speak(
    inputs: Inputs, learnt: Learnt
) -> None:
    second, dev = SecondReader.of(Table.of(learnt), Families.read(inputs.families)), inputs.dev
    topics = [at for at, head in enumerate(learnt.heads) if head.startswith(TOPIC)]
    names = [learnt.heads[at].removeprefix(TOPIC) for at in topics]
    told = [np.array([name in one.topics for one in messages(dev)]) for name in names]

    def found(read: Callable[[str], Floats]) -> list[float]:
        scores = np.array([read(one.text) for one in messages(dev)])
        return limits_of_topics(scores[:, topics], told)

    limits = second.table.limits[topics]
    assert np.allclose(limits, found(second.judged), atol=0.01)
    assert not np.allclose(limits, found(second.highest), atol=0.01)


def test_an_author_left_out_teaches_nothing(inputs: Inputs) -> None:
    material, _ = inputs.material()

    learnt = material.learn({}, without=["part_a"])

    assert set(learnt.features) < set(material.learn({}).features)
    assert not np.array_equal(learnt.rarity, material.learn({}).rarity)


def test_every_file_of_the_folder_is_an_author(inputs: Inputs) -> None:
    authors = Authors.read(inputs.authors)

    assert list(authors.by_name) == ["part_a", "part_b", "part_o_ordinary"]
    assert len(authors.messages) == 3 * LINES


def test_the_plain_half_is_the_same_every_time_and_holds_no_risk(tmp_path: Path) -> None:
    lines = [
        {"text": str(number), "mentions": ["suicide"] if number % 5 == 0 else []}
        for number in range(100)
    ]
    file = tmp_path / "plain.jsonl"
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")

    one, again = PlainLines.read(file), PlainLines.read(file)

    assert one == again
    assert len(one.kept_aside) == 50
    assert not any(int(text) % 5 == 0 for text in one.trained_on)
    assert set(one.trained_on).isdisjoint(one.kept_aside)


def test_danish_words_are_those_met_twice(inputs: Inputs) -> None:
    words = danish_words(inputs)

    assert {"cyklede", "jeg", "ikke"} <= set(words)
    assert words == sorted(set(words))


def test_the_table_in_use_was_trained_from_what_lies_here() -> None:
    learnt = Learnt.from_bytes((CONFIG / "reader/table.bin").read_bytes())
    here = Inputs(
        CONFIG / "triage_text/train",
        CONFIG / "triage_text/dev/messages.jsonl",
        CONFIG / "reader/families.yaml",
        None,
    ).digests()

    assert "plain" in learnt.inputs
    assert {name: learnt.inputs[name] for name in here} == here


def test_a_table_without_an_author_is_trained_once(
    inputs: Inputs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    learnt = Folds(inputs, tmp_path / "kept").without(["part_a"])
    anew = inputs.material()[0].learn({}, without=["part_a"])
    with_less = tmp_path / "authors"
    shutil.copytree(inputs.authors, with_less)
    (with_less / "part_b.jsonl").unlink()

    monkeypatch.setattr(Inputs, "material", None)  # whoever trains now finds nothing to train on

    assert learnt.to_bytes() == anew.to_bytes()
    assert Folds(inputs, tmp_path / "kept").without(["part_a"]).to_bytes() == anew.to_bytes()
    for changed, unseen in ((inputs, "part_b"), (replace(inputs, authors=with_less), "part_a")):
        with pytest.raises(TypeError):
            Folds(changed, tmp_path / "kept").without([unseen])
