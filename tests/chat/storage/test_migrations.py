"""The migrations stand in one line, and their files are numbered in it."""

from pathlib import Path

from alembic.config import Config
from alembic.script import ScriptDirectory

import chat.storage

FOLDER = Path(chat.storage.__file__).parent / "migrations"


def line() -> list[str]:
    """Return the names of the migrations' files from the first on, by what each says it follows."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    scripts = ScriptDirectory.from_config(config)
    return [Path(one.path).name for one in scripts.walk_revisions()][::-1]


def test_there_is_one_end_and_no_fork() -> None:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    scripts = ScriptDirectory.from_config(config)

    assert len(scripts.get_heads()) == 1
    assert len(scripts.get_bases()) == 1
    assert not any(one.is_branch_point or one.is_merge_point for one in scripts.walk_revisions())


def test_files_are_numbered_from_one_on_as_they_follow_each_other() -> None:
    names = line()

    assert [name[:5] for name in names] == [f"{n:04}_" for n in range(1, len(names) + 1)]
    assert set(names) == {file.name for file in (FOLDER / "versions").glob("*.py")}
