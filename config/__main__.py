"""Lets `python -m config` be the command `brobygger`."""

import sys

from config.command_line import main

sys.exit(main())
