"""The master key's file."""

import stat
from pathlib import Path

import pytest

from config.exit_code import CannotGoOn, ExitCode
from config.master_key import read_or_make


def refusal(file: Path, *, database_exists: bool = True) -> str:
    with pytest.raises(CannotGoOn) as ending:
        read_or_make(file, database_exists=database_exists)
    assert ending.value.code is ExitCode.BAD_KEY
    return ending.value.sentence


def test_the_first_start_makes_a_key_nobody_else_may_read(tmp_path: Path) -> None:
    file = tmp_path / "keys/master.key"

    made = read_or_make(file, database_exists=False)

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert len(made.secret) == 32
    assert read_or_make(file, database_exists=True) == made


def test_a_key_is_named_without_being_given_away(tmp_path: Path) -> None:
    key = read_or_make(tmp_path / "master.key", database_exists=False)

    assert key.secret.hex() not in key.key_id
    assert str(key.secret) not in repr(key)


def test_a_key_missing_beside_a_database_is_never_made_anew(tmp_path: Path) -> None:
    file = tmp_path / "master.key"

    assert "is missing, and the database needs it" in refusal(file)
    assert not file.exists()


def test_a_key_open_to_others_is_refused_with_the_cure(tmp_path: Path) -> None:
    file = tmp_path / "master.key"
    file.write_bytes(bytes(32))
    file.chmod(0o640)

    assert refusal(file).endswith(f"chmod 600 {file}")


@pytest.mark.parametrize("length", [0, 31, 33, 64])
def test_a_file_of_another_length_is_no_key(tmp_path: Path, length: int) -> None:
    file = tmp_path / "master.key"
    file.write_bytes(bytes(length))
    file.chmod(0o600)

    assert f"{length} bytes instead of 32" in refusal(file)


def test_a_place_that_takes_no_key_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    assert "can't be made" in refusal(tmp_path / "file/master.key", database_exists=False)
