"""What the pages must be told; `config` fills it in."""

from pydantic import BaseModel, ConfigDict, Field
from pydantic.networks import IPvAnyNetwork


class PagesSettings(BaseModel):
    """How the house is reached, and how much of it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    tls: bool = False
    """Browsers come over TLS: cookies are `__Host-`, and HSTS is said."""
    allowed_origins: tuple[str, ...] = ()
    """Exact, as `https://chat.example.dk`. None: the origin must be the Host that was asked."""
    trusted_proxies: tuple[IPvAnyNetwork, ...] = ()
    """Only these are believed about where a request comes from."""
    conversations_per_network_per_min: int | None = Field(default=10, ge=1)
    """None: no limit, for measuring."""
