"""`brobygger migrate`: brings the database to this version."""

from argparse import ArgumentParser, Namespace

from config.exit_code import ExitCode


def arguments(_: ArgumentParser) -> None:
    """Take nothing: the environment says which database."""


def run(_: Namespace) -> int:
    """Bring the schema up in one transaction, with no server beside it."""
    import asyncio

    from chat.storage.schema import SchemaState
    from config import data_folder, database
    from config.settings import Settings

    settings = Settings.load()
    data_folder.prepare(settings)
    with data_folder.held(settings):
        before = asyncio.run(database.migrated(settings))
    current = before is SchemaState.CURRENT
    print("The database was up to date." if current else "The database is now up to date.")
    return ExitCode.DONE
