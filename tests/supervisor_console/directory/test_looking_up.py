"""Whatever supervisors do, in whatever order: a number the young are shown was looked up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from chat.domain.identifiers import StaffId
from config.directory import DirectoryFiles
from config.laid_over import LaidOver, base_of
from config.service import WrittenService
from supervisor_console.directory.edits import RETIRED, Edit, Fields, checks_again, overtaken
from supervisor_console.directory.entries import unlooked_up
from supervisor_console.directory.looking_up import looked_up_with
from supervisor_console.workbench.proposals import Proposal, State

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
TODAY = date(2026, 11, 22)
FILES = DirectoryFiles.read()
ONE = "headspace-chat"
OWN = base_of(FILES.raw[ONE])
OWN_CONTACTS = dict.fromkeys(("sms", "chat", "web", "email"))
PHONES = ("11 11 11 11", "22 22 22 22")
DAYS = ("as it is", "as it is", "2026-10-01", "2026-11-10", "2026-11-22")
Act = tuple[str, int, Fields]


def entry(phone: str, *, verified: bool, last: str | None) -> Fields:
    contacts = {**OWN_CONTACTS, "phone": phone}
    return {
        **OWN,
        "contacts": contacts,
        "verified": verified,
        "last_checked": last,
        "checked_by": last and "Vera",
    }


@dataclass
class House:
    """One entry of the file, its edits, and who has looked up what."""

    base: Mapping[str, Fields]
    live: list[Proposal] = field(default_factory=list)
    waiting: list[Proposal] = field(default_factory=list)
    taken: int = 0
    written: dict[str, str] = field(default_factory=dict)
    """The number that a day was written for, by the edit."""
    looked_up: set[str] = field(default_factory=set)

    def laid(self, live: Sequence[Proposal]) -> LaidOver:
        return LaidOver.of(FILES, self.base, live)

    @property
    def stands(self) -> Fields:
        return self.laid(self.live).entries[ONE]

    @property
    def shown(self) -> str | None:
        laid = self.laid(self.live)
        if ONE not in laid.over:
            return phone_of(self.base[ONE]) if self.base[ONE]["verified"] else None
        one = laid.over[ONE]
        assert one is None or isinstance(one, WrittenService)
        return one.contacts.phone if one is not None and one.verified else None

    def fits(self, live: Sequence[Proposal]) -> bool:
        return ONE not in self.laid(live).refused

    def take_in(self, change: Fields, *, day_written: bool, ticked: bool = False) -> None:
        stands = self.stands
        wanted = {**stands, **change}
        edit = Edit.between(stands, wanted)
        if not edit.after or unlooked_up(stands, wanted, TODAY, looked_up=ticked):
            return
        looked_up = looked_up_with(stands, wanted, TODAY, looked_up=ticked)
        edit = replace(edit, looked_up=looked_up)
        self.taken += 1
        at = NOON + timedelta(minutes=self.taken)
        one = Proposal(str(self.taken), ONE, edit.written(), StaffId("v"), at)
        if not self.fits([*self.live, one]):
            return
        if day_written:
            self.written[one.proposal_id] = phone_of(wanted)
        if edit.goes_live_at_once:
            self.live = [other for other in self.live if not checks_again(one, other)]
            self.goes_live(one)
        else:
            self.waiting.append(one)

    def goes_live(self, one: Proposal) -> None:
        at = NOON + timedelta(hours=1 + len(self.live))
        self.live.append(replace(one, state=State.LIVE, decided_at=at))
        self.looked_up |= {phone for name, phone in self.written.items() if name == one.proposal_id}

    def decides(self, what: str, nth: int) -> None:
        among = self.live if what == "withdraw" else self.waiting
        if not among:
            return
        one = among[nth % len(among)]
        left = [other for other in self.live if other is not one]
        if what == "withdraw" and self.fits(left):
            self.live = left
        elif what == "approve" and not overtaken(one, self.live, self.base):
            if self.fits([*self.live, one]):
                self.waiting.remove(one)
                self.goes_live(one)
        elif what == "raced" and not overtaken(one, self.live, self.base):
            self.waiting.remove(one)
            self.goes_live(one)

    def does(self, act: Act) -> None:
        what, nth, change = act
        if what == "check":
            looked = {"last_checked": TODAY.isoformat(), "checked_by": "V"}
            self.take_in(looked, day_written=True, ticked=True)
        elif what == "edit":
            stands, ticked = self.stands, bool(change.get("ticked"))
            day = TODAY.isoformat() if ticked else change["last_checked"]
            day = stands["last_checked"] if day == "as it is" else day
            phone = change.get("phone", phone_of(stands))
            contacts = {**OWN_CONTACTS, "phone": phone}
            fields = {**change, "contacts": contacts, "last_checked": day}
            fields["checked_by"] = "V" if day else None
            for key in ("phone", "ticked"):
                fields.pop(key, None)
            # A day that stood already says nothing of a new number, unless somebody says so.
            fresh = day is not None and (day != stands["last_checked"] or ticked)
            self.take_in(fields, day_written=fresh, ticked=ticked)
        elif what == "hide":
            self.take_in(change, day_written=False)
        else:
            self.decides(what, nth)


def phone_of(fields: Fields) -> str:
    contacts = fields["contacts"]
    assert isinstance(contacts, Mapping)
    return str(contacts["phone"])


def acts(*decisions: str) -> st.SearchStrategy[list[Act]]:
    day = {"last_checked": st.sampled_from(DAYS)}
    more = {"phone": st.sampled_from(PHONES), "verified": st.just(value=True)}
    more["ticked"] = st.just(value=True)
    edit: st.SearchStrategy[Fields] = st.fixed_dictionaries(day, optional=more)
    hiding = st.sampled_from([HIDDEN, HIDDEN, {RETIRED: True}])
    nothing: st.SearchStrategy[Fields] = st.just({})
    edited = st.tuples(st.just("edit"), st.just(0), edit)
    decided = st.tuples(st.sampled_from(decisions), st.integers(0, 3), nothing)
    checked = st.tuples(st.just("check"), st.just(0), nothing)
    hid = st.tuples(st.just("hide"), st.just(0), hiding)
    return st.lists(
        st.one_of(edited, edited, decided, decided, checked, hid), min_size=6, max_size=14
    )


HIDDEN: Fields = {"verified": False}
NUMBER: Act = ("edit", 0, {"last_checked": "as it is", "phone": PHONES[1]})
SAME_DAY: Act = ("edit", 0, {"last_checked": "2026-11-22", "phone": PHONES[1]})
VERIFY: Act = ("edit", 0, {"last_checked": "as it is", "verified": True})
VERIFY_WITH_DAY: Act = ("edit", 0, {"last_checked": "2026-11-10", "verified": True})
YES: Act = ("approve", 0, {})
RACED: Act = ("raced", 0, {})
LAST_YES: Act = ("approve", 1, {})
CHECK: Act = ("check", 0, {})
HIDE: Act = ("hide", 0, HIDDEN)
BACK: Act = ("withdraw", 0, {})
SEEN = entry(PHONES[0], verified=True, last=None)
UNSEEN = entry(PHONES[0], verified=False, last=None)
DATED = entry(PHONES[0], verified=False, last="2026-11-01")
BASES = st.builds(
    entry,
    st.just(PHONES[0]),
    verified=st.booleans(),
    last=st.sampled_from([None, "2026-11-01"]),
)


@settings(max_examples=300)
@example(DATED, [NUMBER, YES, VERIFY, YES])
@example(UNSEEN, [NUMBER, VERIFY_WITH_DAY, YES, YES])
@example(UNSEEN, [NUMBER, VERIFY_WITH_DAY, LAST_YES, YES])
@example(SEEN, [HIDE, NUMBER, YES, BACK])
@example(DATED, [NUMBER, CHECK, YES, VERIFY, YES])
@example(SEEN, [CHECK, SAME_DAY, YES])
@given(BASES, acts("approve", "withdraw"))
def test_a_number_that_is_shown_was_looked_up_and_nothing_agreed_to_hides_its_entry(
    own: Fields, done: list[Act]
) -> None:
    house = held(own, done)

    assert house.fits(house.live)


@settings(max_examples=300)
@example(UNSEEN, [NUMBER, VERIFY_WITH_DAY, RACED, RACED])
@given(BASES, acts("approve", "raced", "withdraw"))
def test_what_two_decide_at_one_moment_shows_no_number_that_nobody_looked_up(
    own: Fields, done: list[Act]
) -> None:
    held(own, done)


def held(own: Fields, done: Sequence[Act]) -> House:
    house = House({ONE: own})
    if own["verified"] or own["last_checked"]:
        house.looked_up.add(phone_of(own))
    for act in done:
        house.does(act)
        assert house.shown is None or house.shown in house.looked_up
    return house
