"""Where a Chromium is on this machine."""

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def executable() -> str:
    """Return the path of a browser; the tests never go without one."""
    named = os.environ.get("BROBYGGER_CHROMIUM")
    found = named or next((path for name in NAMES if (path := shutil.which(name))), None)
    assert found, (
        "no Chromium: `python3 dev.py test` installs one, or name it in BROBYGGER_CHROMIUM"
    )
    return found
