"""`brobygger rotate-key`: puts a new master key in the place of the old one."""

from argparse import ArgumentParser, Namespace

from config.exit_code import ExitCode


def arguments(_: ArgumentParser) -> None:
    """Take nothing: the environment says which database, and where its key is."""


def run(_: Namespace) -> int:
    """Wrap every conversation's key anew, with nobody serving; what is written stays as it is."""
    import asyncio

    from config import data_folder, key_rotation
    from config.settings import Settings

    settings = Settings.load()
    data_folder.prepare(settings)
    with data_folder.held(settings):
        done = asyncio.run(key_rotation.rotated(settings))
    print(
        f"{done.keys} keys are wrapped by the new master key in {settings.key_file}. "
        f"The old one is {done.old}: copies made before today need it, and nothing else does."
    )
    return ExitCode.DONE
