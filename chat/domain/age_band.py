"""Age bands (aldersgrupper): all the house ever asks about somebody's age."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

OLDEST: Final = 120
"""Years: nobody in Denmark has been older, and a range must end somewhere."""
AGE_BANDS: Final[Mapping[str, tuple[int, int]]] = MappingProxyType(
    {
        "under_12": (0, 11),
        "12_14": (12, 14),
        "15_17": (15, 17),
        "18_20": (18, 20),
        "21_25": (21, 25),
        "over_25": (26, OLDEST),
    }
)
"""First and last year of each band, by its code on the wire."""
