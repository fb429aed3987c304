"""Every state of the young person's page, as tests set it: the page is drawn from one object."""

from collections.abc import Mapping
from typing import Any

from playwright.async_api import Page, expect

State = Mapping[str, Any]

HELP = [
    {"name": "Livslinien", "phone": "70 201 201", "open_now": None, "anonymous": True,
     "about": "Når du har tanker om at dø, eller er bange for en anden.", "hours": "Kl. 11-05"},
    {"name": "BørneTelefonen", "phone": "116 111", "open_now": True, "anonymous": True,
     "about": "For børn og unge."},
    {"name": "Lev Uden Vold", "phone": "1888", "open_now": True, "about": "Når nogen slår."},
    {"name": "Giftlinjen", "phone": "82 12 12 12", "open_now": True, "about": "Ved forgiftning."},
    {"name": "Offerrådgivningen", "phone": "116 006", "open_now": True, "about": "Efter vold."},
]  # fmt: skip
"""As invented as the talk below; what is really shown comes from the directory."""


def service(state: str, **more: object) -> State:
    quiet = {"next_open": None, "closing_at": None, "wait_low_s": None, "wait_high_s": None}
    return {"service": {"state": state, **quiet, "help": HELP, **more}}


def event(seq: int, kind: str, sender: str, minute: int, **data: object) -> State:
    at = f"2026-11-22T22:{minute:02}:00Z"
    return {"conversation_id": "c", "seq": seq, "prev": seq - 1, "kind": kind, "at": at,
            "from": sender, "data": data}  # fmt: skip


def draft(number: int, text: str, state: str) -> State:
    written = 1_795_388_280_000 + number
    return {"client_id": str(number), "text": text, "written_ms": written, "state": state,
            "error": None}  # fmt: skip


TALK = [
    event(1, "opened", "young", 50, lang="da"),
    event(2, "assigned", "system", 51, display_name="Sofie"),
    event(3, "message", "counsellor", 52, text="Hej med dig. Jeg hedder Sofie. Jeg har god tid."),
    event(4, "message", "young", 53, text="hej. ved ik helt hvor jeg skal starte"),
    event(5, "message", "young", 53, text="mine forældre skændes hver nat og jeg kan ikk sove"),
    event(6, "message", "counsellor", 55, text="Det lyder hårdt at ligge og høre på."),
    event(7, "message", "young", 56, text="på mit værelse. døren er lukket"),
]
BAD_INPUT = [
    *TALK[:3],
    event(4, "message", "young", 53, text="مرحبا، هل أنت هناك؟ kl. 23 \u202eskjult"),
    event(5, "message", "young", 53, text="Z" + "\u0336\u0311\u0300\u0489" * 40 + "algo"),
    event(6, "message", "young", 54, text="😭" * 200),
    event(7, "message", "young", 55, text="a" * 300),
    event(8, "message", "young", 56, text="<img src=x onerror=alert(1)> {name} ${name} &amp;"),
]
"""Right to left, marks over marks, a run of faces, a word without end, and what looks like code."""
CLOSED = [*TALK, event(8, "closed", "system", 59, reason="counsellor")]
SOFIE = {"name": "Sofie", "role": "counsellor", "presence": "here", "typing": False}
PLAN = event(
    8, "safety_plan", "counsellor", 58, own_ways="gå en tur med hunden", people_to_ask="min moster"
)
PLACE = {"position": 3, "wait_low_s": 600, "wait_high_s": 900, "closing_at": None, "worse": None}
INSIDE: State = {"line": "connected", "loading": False, "entryNotice": None, **service("open")}
WAITING: State = {**INSIDE, "view": "waiting", "place": PLACE}
TALKING: State = {
    **INSIDE,
    "view": "talk",
    "counsellor": SOFIE,
    "events": TALK,
    "seen": {"seq": 5, "at": "2026-11-22T22:54:00Z"},
}

OUTSIDE: Mapping[str, State] = {
    "open": service("open", wait_low_s=300, wait_high_s=600, closing_at="2026-11-23T01:00:00Z"),
    "busy": service("busy", wait_low_s=1200, wait_high_s=1800),
    "full": service("full"),
    "held": service("held"),
    "starting": service("starting"),
    "closed": service("closed", next_open="2026-11-23T10:00:00Z"),
    "expired": {**service("open"), "entryNotice": {"key": "young.entry.expired"}},
    "limits": {**service("open"), "dialog": "limits"},
}
BEHIND: Mapping[str, State] = {
    "questions": {**INSIDE, "view": "questions"},
    "questions-answered": {
        **INSIDE,
        "view": "questions",
        "answers": {"age_band": "under_12", "suicide_question": "now", "opening": "x" * 1003},
    },
    "waiting": WAITING,
    "waiting-next": {**WAITING, "place": {**PLACE, "position": 1}},
    "waiting-overtaken": {**WAITING, "place": {**PLACE, "position": 4, "worse": "overtaken"}},
    "waiting-too-long": {**WAITING, "place": {**PLACE, "position": 12, "worse": "max_wait"}},
    "waiting-closing": {
        **WAITING,
        "place": {**PLACE, "worse": "closing", "closing_at": "2026-11-23T01:00:00Z"},
    },
    "waiting-closed": {**WAITING, "place": {**PLACE, "position": 1, "worse": "closed"}},
    "waiting-held": {**WAITING, "place": {**PLACE, "held": True}},
    "waiting-offline": {
        **WAITING,
        "line": "away",
        "drafts": [draft(1, "er der nogen", "waiting")],
    },
    "talk": TALKING,
    "talk-typing": {**TALKING, "counsellor": {**SOFIE, "typing": True}},
    "talk-trouble": {
        **TALKING,
        "line": "away",
        "counsellor": {**SOFIE, "presence": "away"},
        "drafts": [
            draft(1, "hun græder også", "failed"),
            draft(2, "er du der stadig", "waiting"),
        ],
    },
    "talk-too-long": {**TALKING, "writing": "hej " * 1001},
    "talk-loading": {**TALKING, "loading": True},
    "talk-bad-input": {**TALKING, "events": BAD_INPUT},
    "talk-handed-over": {
        **TALKING,
        "counsellor": {**SOFIE, "name": "Jonas"},
        "events": [*TALK, event(8, "transferred", "system", 57, to_display_name="Jonas")],
    },
    "talk-plan": {**TALKING, "events": [*TALK, PLAN]},
    "plan": {**TALKING, "events": [*TALK, PLAN], "dialog": "plan"},
    "talk-taken-over": {
        **TALKING,
        "counsellor": {**SOFIE, "name": "Birgit", "role": "supervisor"},
        "events": [*TALK, PLAN],
    },
    "talk-only-text": {**TALKING, "composerNotice": {"key": "young.composer.only_text"}},
    "waiting-unknown": {
        **WAITING,
        "place": {**PLACE, "position": 2, "wait_low_s": None, "wait_high_s": None},
    },
    "more": {**TALKING, "dialog": "more", "sound": {"tone": True, "buzz": False}},
    "after": {**INSIDE, "view": "after", "events": CLOSED},
    "after-thanked": {
        **INSIDE,
        "view": "after",
        "events": CLOSED,
        "feedback": "sent",
        "feltWrong": "open",
    },
    "after-failed": {
        **INSIDE,
        "view": "after",
        "events": CLOSED,
        "feedback": "failed",
        "feltWrong": "failed",
    },
    "after-closed-on": {
        **INSIDE,
        "view": "after",
        "events": [*TALK, event(8, "closed", "system", 59, reason="service")],
    },
    "after-waited": {**INSIDE, "view": "after", "events": []},
}
PUT = """async (given) => {
  const main = document.querySelector("script[type=module]").src;
  const { state } = await import(main.replace("main.js", "state.js"));
  for (const [name, value] of Object.entries(given)) state[name].value = value;
}"""
"""Nothing is waited for: for a page whose clock stands."""
SET = f"""async (given) => {{
  await ({PUT})(given);
  await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  await Promise.all(document.getAnimations().map((one) => one.finished.catch(() => {{}})));
}}"""

BLANK: State = {
    "view": "entry",
    "dialog": None,
    "entryNotice": None,
    "answers": {},
    "events": [],
    "drafts": [],
    "seen": {"seq": 0, "at": ""},
    "counsellor": None,
    "writing": "",
    "composerNotice": None,
    "place": PLACE,
    "feedback": "no",
    "feltWrong": "no",
    "line": "connected",
    "loading": False,
    "sound": {"tone": False, "buzz": False},
}


async def show(page: Page, state: State) -> None:
    """Bring a page into a state, and wait until it is drawn."""
    await page.evaluate(SET, {**BLANK, **state})


async def at_the_door(page: Page) -> None:
    await expect(page.get_by_role("button", name="Start en samtale")).to_be_visible()


async def behind_it(page: Page) -> None:
    await page.reload()
    await page.get_by_role("button", name="Start en samtale").click()
    await expect(page.get_by_role("button", name="Videre til køen")).to_be_visible()
