"""Every state of the young person's page: set by hand, held to the rules, and kept as a picture."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.browser.accessibility import findings
from tests.browser.conftest import House
from tests.browsing import Visitors, picture

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
CLOSED = [*TALK, event(8, "closed", "system", 59, reason="counsellor")]
SOFIE = {"name": "Sofie", "presence": "here", "typing": False}
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
    "more": {**TALKING, "dialog": "more"},
    "after": {**INSIDE, "view": "after", "events": CLOSED},
    "after-thanked": {
        **INSIDE,
        "view": "after",
        "events": CLOSED,
        "feedback": "sent",
        "feltWrong": "open",
    },
    "after-waited": {**INSIDE, "view": "after", "events": []},
}
SET = """async (given) => {
  const main = document.querySelector("script[type=module]").src;
  const { state } = await import(main.replace("main.js", "state.js"));
  for (const [name, value] of Object.entries(given)) state[name].value = value;
  await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  await Promise.all(document.getAnimations().map((one) => one.finished.catch(() => {})));
}"""
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
TOP = "one => one.getBoundingClientRect().top"
TWICE_AS_LARGE = "document.documentElement.style.fontSize = '200%'"


BLANK: State = {
    "view": "entry", "dialog": None, "entryNotice": None, "answers": {}, "events": [],
    "drafts": [], "seen": {"seq": 0, "at": ""}, "counsellor": None, "writing": "", "place": PLACE,
    "feedback": "no", "feltWrong": "no", "line": "connected", "loading": False,
}  # fmt: skip


async def at_the_door(page: Page) -> None:
    await expect(page.get_by_role("button", name="Start en samtale")).to_be_visible()


async def behind_it(page: Page) -> None:
    await page.reload()
    await page.get_by_role("button", name="Start en samtale").click()
    await expect(page.get_by_role("button", name="Videre til køen")).to_be_visible()


async def each_state(page: Page) -> AsyncIterator[str]:
    """Bring the page into one state after the other, and yield its name."""
    for ready, states in ((at_the_door, OUTSIDE), (behind_it, BEHIND)):
        await ready(page)
        for name, state in states.items():
            await page.evaluate(SET, {**BLANK, **state})
            yield name


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("device", ["phone", "desktop"])
async def test_every_state_is_accessible(
    house: House, visitors: Visitors, device: str, *, dark: bool
) -> None:
    visit = visitors.phone if device == "phone" else visitors.desktop
    page = await visit(house.url, dark=dark)
    wrong: dict[str, list[str]] = {}

    async for name in each_state(page):
        await picture(page, f"young-{name}-{device}{'-dark' if dark else ''}")
        if found := await findings(page):
            wrong[name] = found

    assert wrong == {}


@pytest.mark.parametrize("width", [320, 360], ids=["320 px", "200 % text"])
async def test_no_state_is_wider_than_the_screen(
    house: House, visitors: Visitors, width: int
) -> None:
    page = await visitors.phone(house.url)
    await page.set_viewport_size({"width": width, "height": 640})
    too_wide: dict[str, int] = {}

    async for name in each_state(page):
        if width > 320:
            await page.evaluate(TWICE_AS_LARGE)
        if over := await page.evaluate(SIDEWAYS):
            too_wide[name] = over

    assert too_wide == {}


async def test_a_new_message_does_not_move_what_one_reads(house: House, visitors: Visitors) -> None:
    page = await visitors.phone(house.url)
    await at_the_door(page)
    await behind_it(page)
    many = [
        *TALK,
        *(event(seq, "message", "counsellor", 57, text=f"besked {seq}") for seq in range(8, 60)),
    ]
    await page.evaluate(SET, {**BLANK, **TALKING, "events": many})
    read = page.get_by_text("besked 20", exact=True)
    await read.evaluate("one => one.scrollIntoView({ block: 'center' })")
    before = await read.evaluate(TOP)

    newest = event(60, "message", "counsellor", 58, text="er du her endnu")
    await page.evaluate(SET, {"events": [*many, newest]})

    assert abs(await read.evaluate(TOP) - before) < 1
    await page.get_by_role("button", name="1 ny besked").click()
    await expect(page.get_by_text("er du her endnu")).to_be_in_viewport()
