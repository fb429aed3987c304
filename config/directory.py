"""The directory: services others offer, municipalities, and the help lines a young person is shown.

Only what somebody has checked reaches a young person: an unverified entry's contacts never do.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, cast

from pydantic import Field, ValidationError

from chat.actions.service import EVERYBODY, HelpLine, Whom
from chat.domain.need import Needs
from chat.domain.return_code import ReturnWords
from chat.domain.service import Place, Service
from config.centre import Centres, WrittenCentre
from config.edited_file import Edited, wrong
from config.exit_code import CannotGoOn
from config.municipalities import read_municipalities, read_region_names, read_regions
from config.needs import load_needs
from config.return_words import load_return_words
from config.service import Entry, Identifier, Services, Text, WrittenService

HERE = Path(__file__).parent
UNFIT = "not written as such a number or address is"
NO_SUCH = "no service in services.yaml has this id"
Written = WrittenService | WrittenCentre
Over = Mapping[str, Written | None]
"""What lies over the files, by id; `None` for an entry that was retired."""


class ShownHelp(Entry):
    """A help line in `brand.yaml`: which service, and what it is for in both languages."""

    service: Identifier
    da: Text
    en: Text
    whom: Annotated[tuple[Whom, ...], Field(min_length=1)] = EVERYBODY


class Brand(Entry):
    """The whole of `brand.yaml`."""

    name: Text
    organisation: str | None
    contact: str | None
    help: Annotated[tuple[ShownHelp, ...], Field(min_length=1)]

    @property
    def signature(self) -> tuple[str, ...]:
        """Return who a letter is from, line by line."""
        return tuple(line for line in (self.name, self.organisation, self.contact) if line)


@dataclass(frozen=True, slots=True)
class Directory:
    """What the files say, checked against each other."""

    brand: Brand
    needs: Needs
    services: dict[str, Service]
    municipalities: dict[str, str]
    """Names by official code."""
    return_words: ReturnWords
    regions: dict[str, str]
    """The code of each municipality's region, by the municipality's own."""

    @classmethod
    def load(cls, folder: Path = HERE) -> "Directory":
        """Read the folder's files; raise `CannotGoOn` with the place of the first mistake."""
        return DirectoryFiles.read(folder).directory()

    def help_lines(self, language: str = "da") -> tuple[HelpLine, ...]:
        """Return the help lines as `/api/service` gives them, 112 first."""
        return tuple(
            HelpLine(
                id=shown.service,
                name=self.services[shown.service].name,
                about=shown.en if language == "en" else shown.da,
                # Checked by `not_for_showing` when the files were read.
                phone=self.services[shown.service].contacts.phone or "",
                web=self.services[shown.service].contacts.web,
                hours=self.services[shown.service].hours,
                open_now=self.services[shown.service].open_now,
                anonymous=self.services[shown.service].anonymous,
                whom=shown.whom,
            )
            for shown in self.brand.help
        )

    @property
    def centres(self) -> Sequence[Service]:
        """Return the houses one can go to, of all services."""
        return [one for one in self.services.values() if one.branch_of is not None]

    def place_of(self, municipality: str | None) -> Place:
        """Return where a municipality is; one nobody has listed is a place unknown."""
        if municipality not in self.municipalities:
            return Place()
        return Place(municipality, self.regions[municipality])


@dataclass(frozen=True, slots=True)
class DirectoryFiles:
    """The files as they were read: what supervisors change lies over them, and never in them."""

    brand: Brand
    branded: Edited
    needs: Needs
    kinds: tuple[str, ...]
    written: dict[str, WrittenService]
    centres: dict[str, WrittenCentre]
    raw: dict[str, Mapping[str, object]]
    """Both as they stand in the files."""
    listed_centres: Edited
    municipalities: dict[str, str]
    return_words: ReturnWords
    regions: dict[str, str]
    region_names: dict[str, str]

    @classmethod
    def read(cls, folder: Path = HERE) -> "DirectoryFiles":
        """Read the folder; raise `CannotGoOn` with the place of the first mistake."""
        needs = load_needs(folder / "needs.yaml")
        edited = Edited.read(folder / "services.yaml")
        listed = edited.as_a(Services)
        municipalities = read_municipalities(folder / "municipalities.csv")
        regions = read_regions(folder / "municipalities.csv")
        written: dict[str, WrittenService] = {}
        for position, one in enumerate(listed.services):
            if slip := odd(one, listed.kinds, needs, regions):
                raise edited.mistake(("services", position, *slip[0]), slip[1])
            if one.id in written:
                raise edited.mistake(("services", position, "id"), f"{one.id} is listed twice")
            written[one.id] = one
        listed_centres = Edited.read(folder / "centres.yaml")
        centres: dict[str, WrittenCentre] = {}
        for position, centre in enumerate(listed_centres.as_a(Centres).centres):
            key = ("centres", position)
            if slip := odd_place(centre, regions):
                raise listed_centres.mistake((*key, *slip[0]), slip[1])
            if centre.id in centres or centre.id in written:
                raise listed_centres.mistake((*key, "id"), f"{centre.id} is listed twice")
            centres[centre.id] = centre
        entries = (
            *cast("Sequence[Mapping[str, object]]", edited.data["services"]),
            *cast("Sequence[Mapping[str, object]]", listed_centres.data["centres"]),
        )
        branded = Edited.read(folder / "brand.yaml")
        return cls(
            brand=branded.as_a(Brand),
            branded=branded,
            needs=needs,
            kinds=listed.kinds,
            written=written,
            centres=centres,
            raw={str(entry["id"]): entry for entry in entries},
            listed_centres=listed_centres,
            municipalities=municipalities,
            return_words=load_return_words(folder),
            regions=regions,
            region_names=read_region_names(folder / "municipalities.csv"),
        )

    def changed(self, entry_id: str, fields: Mapping[str, object]) -> Written:
        """Return an entry with these fields, held to the rules of its file; new ones too.

        What names a service it is one house of is a centre.

        Raises:
            ValueError: it would not stand in the file; says which key and why, and repeats nothing.
        """
        model: type[Written] = WrittenCentre if "service" in fields else WrittenService
        try:
            one = model.model_validate({**fields, "id": entry_id})
        except ValidationError as errors:
            error = errors.errors(include_url=False, include_input=False)[0]
            key = ".".join(str(part) for part in error["loc"])
            message = error["msg"].removeprefix("Value error, ")
            if error["type"] == "string_pattern_mismatch":
                message = UNFIT  # a pattern says nothing to whoever typed it
            raise ValueError(f"{key}: {message}" if key else message) from None
        slip = (
            odd_place(one, self.regions)
            if isinstance(one, WrittenCentre)
            else odd(one, self.kinds, self.needs, self.regions)
        )
        if slip:
            raise ValueError(f"{'.'.join(slip[0])}: {slip[1]}")
        return one

    def directory(self, over: Over | None = None) -> Directory:
        """Return the directory, with other entries than the files'.

        Raises:
            CannotGoOn: a centre or a help line leans on what is not, or no longer, to be shown.
        """
        stand: dict[str, Written | None] = {**self.written, **self.centres, **(over or {})}
        services = {
            name: one.as_service for name, one in stand.items() if isinstance(one, WrittenService)
        }
        houses = [one for one in stand.values() if isinstance(one, WrittenCentre)]
        of = {one.id: services.get(one.service) for one in houses}
        for one in houses:
            if (whole := of[one.id]) is None:
                raise self._homeless(one)
            services[one.id] = one.as_service(whole, self.regions[one.municipality])
        for position, shown in enumerate(self.brand.help):
            if problem := not_for_showing(services.get(shown.service), first=position == 0):
                raise self.branded.mistake(("help", position, "service"), problem)
        return Directory(
            self.brand,
            self.needs,
            services,
            self.municipalities,
            self.return_words,
            self.regions,
        )

    def _homeless(self, one: WrittenCentre) -> CannotGoOn:
        """Return the ending for a centre whose service is not there, or no longer."""
        if self.centres.get(one.id) != one:
            return wrong(f"service: {one.id} is a house of {one.service}, which is not there")
        position = list(self.centres).index(one.id)
        return self.listed_centres.mistake(("centres", position, "service"), NO_SUCH)


Slip = tuple[Sequence[str], str]
"""A key, and what is wrong with it."""


def odd_place(centre: WrittenCentre, regions: Mapping[str, str]) -> Slip | None:
    """Say that nobody knows where a centre is."""
    if centre.municipality not in regions:
        return ("municipality",), f"unknown municipality {centre.municipality}"
    return None


def odd(
    service: WrittenService, kinds: Sequence[str], needs: Needs, regions: Mapping[str, str]
) -> Slip | None:
    """Say what of a service the rest of the file, or the country, does not know, and its key."""
    if service.kind not in kinds:
        return ("kind",), f"unknown kind {service.kind}"
    if unknown := set(service.needs) - set(needs.by_code):
        return ("needs",), f"unknown need {min(unknown)}"
    if unknown := set(service.area.municipalities) - set(regions):
        return ("area", "municipalities"), f"unknown municipality {min(unknown)}"
    if unknown := set(service.area.regions) - set(regions.values()):
        return ("area", "regions"), f"unknown region {min(unknown)}"
    return None


def not_for_showing(service: Service | None, *, first: bool) -> str | None:
    """Say why a service may not be shown to a young person as help, if it may not."""
    if service is None:
        return NO_SUCH
    if not service.verified:
        return "this service is not verified"
    if service.area.level != "national" or service.access != "self":
        return "this service is not open to anyone in the country"
    if service.contacts.phone is None:
        return "this service has no phone number"
    if first != (service.contacts.phone == "112"):
        return "112 comes first, and only there"
    return None
