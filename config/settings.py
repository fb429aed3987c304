"""The settings: what the machine decides, from environment variables that begin with BROBYGGER_."""

from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, ValidationError, field_validator
from pydantic.networks import IPvAnyNetwork
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from config.exit_code import CannotGoOn, ExitCode

PREFIX = "BROBYGGER_"
DATABASES = ("sqlite", "postgresql")
PageAddresses = Annotated[tuple[str, ...], NoDecode, Field(repr=False)]


class Settings(BaseSettings):
    """Where the service keeps, listens and finds things."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, frozen=True, extra="ignore"
    )

    data_dir: Path = Path("data")
    """The folder for all that is kept: database, key, lock."""
    database_url: str = ""
    """As SQLAlchemy writes it; by default SQLite in the data folder."""
    redis_url: str | None = None
    """Where hints between processes go; none means one process."""
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8080
    """0 lets the system choose: the line on stdout then says which."""
    metrics_port: Annotated[int, Field(gt=0, le=65000)] | None = None
    """With several workers each answers `/metrics` on this machine alone, at this port plus its
    number: on the one port they share, nobody knows who answers."""
    public_url: str | None = None
    """What browsers type, as `https://chat.example.dk`: the one origin allowed, and it makes
    cookies secure. Without it only the same origin is served, as on one's own machine."""
    trusted_proxies: Annotated[tuple[IPvAnyNetwork, ...], NoDecode] = ()
    """Whose word counts about where a request comes from, as `10.0.0.0/8, 127.0.0.1`. Without it,
    all behind a proxy are one network to the limits."""
    master_key_file: Path | None = None
    """By default in the data folder; better on a disk of its own."""
    policy: Path | None = None
    """A policy file laid over the default."""

    page_supervisors: PageAddresses = ()
    """Whom the ladder's steps page, as Apprise writes addresses (`mailtos://...`, `json://...`),
    with space between; https://github.com/caronc/apprise names what there is."""
    page_every_supervisor: PageAddresses = ()
    page_duty_phone: PageAddresses = ()
    page_back_up: PageAddresses = ()
    page_bridge_builders: PageAddresses = ()
    """Who is told that there is a task for a bridge-builder; `0851,1081=mailto://...` hears of the
    tasks from those municipalities and regions alone."""
    bridge_webhooks: PageAddresses = ()
    """Services whose own system is sent what a young person shares for them, once they have said
    yes to that: `ventilen=https://...`, with space between (docs/bridges.md)."""
    bridge_webhook_keys: PageAddresses = ()
    """The key of each, as `ventilen=...`: with it every delivery is signed."""
    video_secret: Annotated[str | None, Field(repr=False)] = None
    """What the room of video talks verifies our tokens with: its `app_secret`."""
    page_synthetic: PageAddresses = ()
    """Where the house's own trials of the ladder go: a machine, so that nobody is woken."""
    heartbeat_url: Annotated[str | None, Field(repr=False)] = None
    """Asked every 30 s while all is well with the alarm; its watcher rings when it is not."""

    @classmethod
    def load(cls, *, demo: bool = False, **typed: object) -> Self:
        """Return the settings; what was typed (and is not `None`) goes before the environment.

        The demo's data stand apart from the real ones, unless the environment says where.

        Raises:
            CannotGoOn: a variable is wrong; the sentence names it.
        """
        chosen = {name: value for name, value in typed.items() if value is not None}
        try:
            settings = cls.model_validate({**cls().model_dump(exclude_unset=True), **chosen})
        except ValidationError as errors:
            error = errors.errors(include_url=False, include_input=False)[0]
            name = f"{PREFIX}{error['loc'][0]}".upper() if error["loc"] else PREFIX
            message = error["msg"].removeprefix("Value error, ")
            raise CannotGoOn(ExitCode.BAD_SETTINGS, f"{name}: {message}.") from None
        if demo and "data_dir" not in settings.model_fields_set:
            return settings.model_copy(update={"data_dir": settings.data_dir / "demo"})
        return settings

    @field_validator("trusted_proxies", mode="before")
    @classmethod
    def split_at_commas(cls, value: object) -> object:
        """Read a list as people write one."""
        return [one.strip() for one in value.split(",")] if isinstance(value, str) else value

    @field_validator(
        "page_supervisors",
        "page_every_supervisor",
        "page_duty_phone",
        "page_back_up",
        "page_bridge_builders",
        "page_synthetic",
        "bridge_webhooks",
        "bridge_webhook_keys",
        mode="before",
    )
    @classmethod
    def split_at_spaces(cls, value: object) -> object:
        """Read addresses with space between: a comma may stand in one."""
        return value.split() if isinstance(value, str) else value

    @field_validator("heartbeat_url")
    @classmethod
    def is_http(cls, value: str | None) -> str | None:
        """Take what can be asked over HTTP."""
        if value is not None and not value.startswith(("https://", "http://")):
            message = "expected an address such as https://watch.example.dk/brobygger"
            raise ValueError(message)
        return value

    @field_validator("database_url")
    @classmethod
    def is_a_database(cls, value: str) -> str:
        """Take only databases this program is tested with."""
        if not value:
            return value
        try:
            kind = make_url(value).get_backend_name()
        except ArgumentError:
            message = "this is no database URL"
            raise ValueError(message) from None
        if kind not in DATABASES:
            message = "expected sqlite:///path or postgresql://user@host/name"
            raise ValueError(message)
        return value

    @field_validator("public_url")
    @classmethod
    def is_an_origin(cls, value: str | None) -> str | None:
        """Take scheme and host only, as browsers send an origin."""
        if value is None:
            return None
        origin = value.rstrip("/")
        if not origin.startswith(("https://", "http://")) or origin.count("/") != 2:  # noqa: PLR2004 -- the two of "//"
            message = "expected an origin such as https://chat.example.dk"
            raise ValueError(message)
        return origin

    @property
    def database(self) -> str:
        """Return the URL of the database."""
        return self.database_url or f"sqlite:///{self.data_dir / 'brobygger.db'}"

    @property
    def sqlite_file(self) -> Path | None:
        """Return the database's file, or `None` where it is a server."""
        url = make_url(self.database)
        return Path(url.database or "") if url.get_backend_name() == "sqlite" else None

    @property
    def key_file(self) -> Path:
        """Return where the master key stands."""
        return self.master_key_file or self.data_dir / "master.key"

    @property
    def behind_tls(self) -> bool:
        """Tell whether browsers come over TLS, so that cookies may be `__Host-`."""
        return self.public_url is not None and self.public_url.startswith("https://")
