"""The heads: what each text is asked about, by name."""

from typing import Final

LEVELS: Final = ("level>=1", "level>=2", "level>=3", "level>=4")
ACUTE: Final = "acute"
OTHER: Final = "other"
TOPIC: Final = "topic:"
