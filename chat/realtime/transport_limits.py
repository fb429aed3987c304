"""What a client may ask of a line before the line is cut."""

from datetime import timedelta
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, field_validator

KIB = 1024


class TransportLimits(BaseModel):
    """What the transport must be told; `config` fills it in from environment and policy."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    allowed_origins: tuple[str, ...] = ()
    """Exact origins, as `https://chat.example.dk`. Empty: only the address the page came from."""
    polling: bool = False
    """Long polling, where a network breaks websockets; its session id is in URLs (ASVS 14.2.1)."""
    sockets_total: int = Field(default=5_000, gt=0)
    """Lines open at once in one process; more are told 503. Our own number."""
    standing_per_network: int | None = Field(default=500, gt=0)
    """Lines of one coarse network on which nobody has sat down yet; more are told 503. A carrier's
    thousands sit down in moments (our own number). `None`: no limit, for load tests."""
    handshake: timedelta = timedelta(seconds=10)
    """A line that has joined no namespace for this long is closed."""
    connects: int = Field(default=16, gt=0)
    """Namespaces one line may try to join in its life: a guesser has to start over."""

    ping_every: timedelta = timedelta(seconds=10)
    """With 8 s to answer, a counsellor who is lost is noticed within 20 s."""
    ping_answer: timedelta = timedelta(seconds=8)

    frame_answer: int = Field(default=64 * KIB, gt=0)
    """Bytes of a frame that is read; 4,000 emoji escaped are 48 kB. Larger: `too_large`."""
    frame_close: int = Field(default=256 * KIB, gt=0)
    """Bytes of a frame that closes the line with 1009 (RFC 6455 §7.4.1)."""
    frames_each_ping: int | None = Field(default=2_000, gt=0)
    """Frames between two pings; more is a flood. `None`: no limit, for load tests."""
    control_frames_each_ping: int = Field(default=64, gt=0)
    """Websocket pings and pongs, and pongs nobody asked for, between two pings of ours."""

    events_per_min: int | None = Field(default=600, gt=0)
    """All events of one socket, a minute's worth at once; more are told `slow_down`."""
    queue: int = Field(default=32, gt=0)
    """Events of one socket that wait for the one being handled; more are told `slow_down`."""
    handler_grace: timedelta = timedelta(seconds=8)
    """How long a handler may go on once its line is gone; what it commits is never cut short."""

    outgoing_packets: int = Field(default=256, gt=0)
    """Packets the network has not taken; more, and the client resumes by catching up instead."""
    outgoing_bytes: int = Field(default=1024 * KIB, gt=0)
    waiting_bytes: int = Field(default=16 * 1024 * KIB, gt=0)
    """What all slow readers together may leave waiting; then who is behind is cut earlier. With 500
    of them, and what the loop holds of each, this stays under 50 MiB."""
    stalled: timedelta = timedelta(seconds=10)
    """How long a client may take nothing of what waits for it."""
    goodbye: timedelta = timedelta(seconds=1)
    """From our close frame to hanging up: time for it to arrive, none to linger."""

    @field_validator("allowed_origins")
    @classmethod
    def _are_origins(cls, origins: tuple[str, ...]) -> tuple[str, ...]:
        """Refuse what is no origin: `*` would open the door, `null` is what a sandbox says."""
        for origin in origins:
            parts = urlsplit(origin)
            if (
                parts.scheme not in ("http", "https")
                or origin != f"{parts.scheme}://{parts.netloc}"
            ):
                raise ValueError("an origin is a scheme and a host, as https://chat.example.dk")
        return origins
