"""What each part is told, from policy and settings: numbers only, in the parts' own classes."""

from chat.actions.calling import BRIDGE_PAGE
from chat.actions.clock import Graces
from chat.actions.hard_talks import HardTalks
from chat.actions.service import ServiceSettings
from chat.domain.bridge import BridgeRules
from chat.domain.builders import Builders
from chat.domain.call import CallSteps
from chat.domain.course import Rules
from chat.domain.interlock import Interlock
from chat.domain.ladder import DEFAULT_RUNGS, Ladder, Rung, Tell
from chat.domain.legal_duty_steps import LegalDutySteps
from chat.domain.retention import Brake
from chat.domain.silence import SilenceBounds
from chat.domain.sparring_steps import SparringSteps
from chat.domain.token_life import TokenLife
from chat.domain.video_talk import VideoRules
from chat.pages.settings import PagesSettings
from chat.realtime.rates import Rate
from chat.realtime.shift_verbs import Capacity
from chat.realtime.transport_limits import TransportLimits
from chat.staff.settings import SlowDownNumbers, StaffSettings
from chat.storage.shifts import Shifts
from config.addresses import Addresses
from config.care_texts import Care
from config.directory import Directory
from config.policy import Policy
from config.settings import Settings
from supervisor_console.forecast.forecasting import Aim
from supervisor_console.lateness import Bounds


def rules(
    policy: Policy,
    settings: Settings,
    care: Care,
    directory: Directory,
    legal_duties: LegalDutySteps,
) -> Rules:
    """Return the numbers decisions rest on."""
    return Rules(
        ladder=ladder(policy, settings),
        acute_counts_as=policy.acute_counts_as,
        escalates_from=policy.escalate_from,
        life=token_life(policy),
        silence=silence(policy),
        questions=care.rules(),
        legal_duties=legal_duties,
        bridges=BridgeRules(
            opens_from=policy.bridges.opens_from,
            topics=frozenset(policy.bridges.topics),
            taken_within=policy.bridges.taken_within,
            answered_within=policy.bridges.answered_within,
            followed_within=policy.bridges.followed_within,
            calls=CallSteps(
                policy.bridges.call_told_outside_after, policy.bridges.call_answered_within
            ),
            shared_kept=policy.bridges.shared_kept,
            shared_at_most=policy.bridges.shared_at_most,
        ),
        video=video(policy),
        builders=builders(policy, settings, directory),
        needs=directory.needs,
        regions=directory.regions,
        campaigns=frozenset(policy.campaigns),
    )


def builders(policy: Policy, settings: Settings, directory: Directory) -> Builders:
    """Return which bridge-builders are told of a task outside the house, and when again."""
    addresses = Addresses.of(settings).builders
    return Builders(addresses, directory.regions, policy.bridges.reminded_before)


def sparring(policy: Policy) -> SparringSteps:
    """Return who is told of a question to specialists that nobody answers, and when."""
    said = policy.sparring
    return SparringSteps(said.hours.as_rule, said.told_outside_after, said.answered_within)


def bridge_page(settings: Settings) -> str:
    """Return where bridge-builders sign in, as browsers type it where that is known."""
    return f"{settings.public_url or ''}{BRIDGE_PAGE}"


def silence(policy: Policy) -> SilenceBounds:
    """Return how long somebody flagged may wait for a word."""
    return SilenceBounds(policy.safety_clock.unanswered, policy.safety_clock.waiting)


def ladder(policy: Policy, settings: Settings) -> Ladder:
    """Return the steps of an escalation, without those that would tell nobody."""
    addresses = Addresses.of(settings)
    reaching = tuple(one for one in _rungs(policy, addresses) if one.tells_somebody)
    return Ladder(
        rungs=reaching or DEFAULT_RUNGS[:1],
        imminent_pace=policy.imminent_pace,
        outcome=policy.escalation_outcome_due,
        owner_gone=policy.escalation_owner_gone,
        synthetic=addresses.synthetic,
    )


def steps_left_out(policy: Policy, settings: Settings) -> list[Tell]:
    """Return the steps that would tell nobody, since no address is set for them."""
    rungs = _rungs(policy, Addresses.of(settings))
    return [one.tell for one in rungs if not one.tells_somebody]


def _rungs(policy: Policy, addresses: Addresses) -> list[Rung]:
    return [
        Rung(step.tell, step.lasts, addresses.by_rung.get(step.tell, ())) for step in policy.ladder
    ]


def brake(policy: Policy) -> Brake:
    """Return what retention takes without a person's yes."""
    brake = policy.retention_brake
    return Brake(share=brake.share, few=brake.few, asleep=brake.asleep)


def graces(policy: Policy) -> Graces:
    """Return how long somebody may be away."""
    presence = policy.presence
    return Graces(
        young_arrival=presence.young_arrival,
        young_waiting=presence.young_waiting,
        young_active=presence.young_active,
        counsellor_released=presence.counsellor_released,
        seat_held=presence.seat_held,
    )


def token_life(policy: Policy) -> TokenLife:
    """Return how long a secret opens its conversation."""
    presence = policy.presence
    return TokenLife(presence.young_waiting, presence.young_active, presence.young_reading)


def video(policy: Policy) -> VideoRules:
    """Return when two may see and hear each other."""
    video = policy.video
    if video is None:
        return VideoRules()
    return VideoRules(
        on=True,
        answered_within=video.answered_within,
        lasts=video.lasts,
        opens_before=video.opens_before,
        booked_at_most=video.booked_at_most,
        hours=policy.opening_hours,
    )


def service(policy: Policy) -> ServiceSettings:
    """Return what the service as a whole goes by."""
    return ServiceSettings(
        hours=policy.opening_hours,
        max_waiting=policy.max_waiting,
        worth_a_level=policy.worth_a_level,
        max_wait=policy.max_wait,
        typical_talk=policy.typical_talk,
        supervision=Interlock(
            policy.interlock, policy.supervisor_seen_within, policy.supervisor_grace
        ),
    )


def staffing(policy: Policy) -> Aim:
    """Return what the forecast counts counsellors for."""
    return Aim(
        target=policy.wait_target,
        at_once=policy.default_capacity,
        wrap_up=policy.presence.seat_held,
        typical_talk=policy.typical_talk,
        retention=policy.retention,
    )


def bounds(policy: Policy) -> Bounds:
    """Return from when on the board marks somebody as kept waiting too long."""
    return Bounds(for_counsellor=policy.max_wait)


def capacity(policy: Policy) -> Capacity:
    """Return how many conversations a counsellor may hold."""
    return Capacity(policy.default_capacity, policy.max_capacity)


def hard_talks(policy: Policy, shifts: Shifts) -> HardTalks:
    """Return who counts a counsellor's hard talks, and how many are enough."""
    return HardTalks(shifts, policy.hard_talks_per_shift)


def rate(policy: Policy) -> Rate | None:
    """Return how fast a young person may write; `None` where the policy says no limits."""
    limits = policy.limits
    if limits is None:
        return None
    return Rate(limits.messages_per_min, limits.messages_burst, limits.ack_delay.total_seconds())


def sockets_per_seat(policy: Policy) -> int | None:
    """Return how many tabs and devices one seat may have."""
    return policy.limits.sockets_per_seat if policy.limits else None


def transport(policy: Policy, settings: Settings) -> TransportLimits:
    """Return what a client may ask of a line."""
    origins = (settings.public_url,) if settings.public_url else ()
    if policy.limits is None:
        return TransportLimits(
            allowed_origins=origins,
            polling=policy.long_polling,
            sockets_total=1_000_000,
            standing_per_network=None,
            frames_each_ping=None,
            events_per_min=None,
        )
    return TransportLimits(
        allowed_origins=origins,
        polling=policy.long_polling,
        sockets_total=policy.limits.sockets_total,
        events_per_min=policy.limits.events_per_min,
    )


def pages(policy: Policy, settings: Settings) -> PagesSettings:
    """Return how the house is reached over HTTP."""
    limits = policy.limits
    return PagesSettings(
        tls=settings.behind_tls,
        allowed_origins=(settings.public_url,) if settings.public_url else (),
        trusted_proxies=settings.trusted_proxies,
        conversations_per_network_per_min=(
            limits.conversations_per_network_per_min if limits else None
        ),
    )


def staff(policy: Policy) -> StaffSettings:
    """Return what accounts and sessions go by."""
    limits = policy.limits
    if limits is None:
        slow_down = SlowDownNumbers(on=False)
    else:
        slow_down = SlowDownNumbers(free_failures=limits.sign_in_failures_per_min)
    required = policy.second_factor == "required"
    return StaffSettings(
        slow_down=slow_down,
        factor_required=required,
        factor_within=policy.second_factor_within,
    )
