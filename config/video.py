"""The room of video talks: the policy's address, with the secret the environment holds."""

from chat.actions.video_room import VideoRoom
from config.exit_code import CannotGoOn, ExitCode
from config.policy import Policy
from config.settings import PREFIX, Settings

SECRET = f"{PREFIX}VIDEO_SECRET"
SHORTEST = 32
"""Characters: at least as long as the hash they go into (RFC 7518 §3.2)."""


def room_of(policy: Policy, settings: Settings, names_secret: bytes) -> VideoRoom | None:
    """Return the room, or `None` where the policy has none; raise `CannotGoOn` without a secret."""
    video, secret = policy.video, settings.video_secret
    if video is None:
        return None
    if secret is None or len(secret) < SHORTEST:
        sentence = (
            f"{SECRET}: needs at least {SHORTEST} characters, since the policy has a video room."
        )
        raise CannotGoOn(ExitCode.BAD_SETTINGS, sentence)
    return VideoRoom(video.room, video.app_id, secret, names_secret, video.link_life)


def checked(policy: Policy, settings: Settings) -> None:
    """Hold that there is a secret where there is a room; raise `CannotGoOn`."""
    room_of(policy, settings, b"")
