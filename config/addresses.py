"""Who is called outside the house: the addresses of the environment, under names."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Self

from chat.actions.calling import usable
from chat.domain.builders import BuilderAddress
from chat.domain.ladder import Tell
from chat.domain.work_area import EVERYWHERE, WorkArea
from config.exit_code import CannotGoOn, ExitCode
from config.settings import PREFIX, Settings

NAME_LENGTH = 12
AREA = re.compile(r"[a-z0-9]+(,[a-z0-9]+)*")
"""What may stand before an address and `=`: no address has letters and digits alone there."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Names and addresses. A name stands in the database; an address may hold a password."""

    by_rung: Mapping[Tell, tuple[str, ...]]
    synthetic: tuple[str, ...]
    builders: tuple[BuilderAddress, ...]
    urls: Mapping[str, str] = field(repr=False)

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Name what the environment says; everyone is all of them."""
        told = {
            Tell.SUPERVISORS: settings.page_supervisors,
            Tell.EVERY_SUPERVISOR: settings.page_every_supervisor,
            Tell.DUTY_PHONE: settings.page_duty_phone,
            Tell.BACK_UP: settings.page_back_up,
        }
        by_rung = {tell: tuple(map(name_of, urls)) for tell, urls in told.items()}
        every = tuple(dict.fromkeys(name for names in by_rung.values() for name in names))
        builders = list(map(_split, settings.page_bridge_builders))
        urls = [url for _, url in builders]
        urls += [*settings.page_synthetic, *(url for some in told.values() for url in some)]
        return cls(
            by_rung={**by_rung, Tell.EVERYONE: every},
            synthetic=tuple(map(name_of, settings.page_synthetic)),
            builders=tuple(BuilderAddress(name_of(url), area) for area, url in builders),
            urls={name_of(url): url for url in urls},
        )

    @staticmethod
    def checked(settings: Settings, regions: Mapping[str, str]) -> None:
        """Hold that every address can be called.

        Raises:
            CannotGoOn: one cannot; the sentence names variable and place, not the address.
        """
        known = {EVERYWHERE, *regions, *regions.values()}
        for number, (area, _) in enumerate(map(_split, settings.page_bridge_builders), start=1):
            if strange := area.codes - known:
                word = f"{min(strange)} is no code of a municipality or region, and not all."
                sentence = f"{PREFIX}PAGE_BRIDGE_BUILDERS: address {number}: {word}"
                raise CannotGoOn(ExitCode.BAD_SETTINGS, sentence)
        for variable, number, url in _all(settings):
            if not usable(url):
                sentence = f"{variable}: address {number} is none that Apprise can call."
                raise CannotGoOn(ExitCode.BAD_SETTINGS, sentence)


def name_of(url: str) -> str:
    """Return the name of an address: the same at each start, and no way back to it."""
    return sha256(url.encode()).hexdigest()[:NAME_LENGTH]


def _all(settings: Settings) -> Iterator[tuple[str, int, str]]:
    for rung in ("supervisors", "every_supervisor", "duty_phone", "back_up", "synthetic"):
        for number, url in enumerate(getattr(settings, f"page_{rung}"), start=1):
            yield f"{PREFIX}PAGE_{rung.upper()}", number, url
    for number, (_, url) in enumerate(map(_split, settings.page_bridge_builders), start=1):
        yield f"{PREFIX}PAGE_BRIDGE_BUILDERS", number, url


def _split(written: str) -> tuple[WorkArea, str]:
    """Return a bridge-builder's area and address; without codes before it, all is their area."""
    codes, equals, url = written.partition("=")
    if not equals or not AREA.fullmatch(codes):
        return WorkArea(frozenset({EVERYWHERE})), written
    return WorkArea(frozenset(codes.split(","))), url
