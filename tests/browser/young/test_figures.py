"""The young person's page in figures: what it weighs, asks for, moves and touches."""

from tests.bench.young_page import LINE
from tests.browser.conftest import House
from tests.browser.young.page_states import SET, TALK, TALKING, at_the_door, behind_it, event, show
from tests.browsing import Visitors

SHIFTS = """
  globalThis.shifts = [];
  new PerformanceObserver((list) => list.getEntries().forEach((one) => shifts.push(one.value)))
    .observe({ type: "layout-shift", buffered: true });
"""
TOUCHED = """() => {
  globalThis.touched = 0;
  new MutationObserver((changes) => {
    for (const { type, addedNodes, removedNodes } of changes) {
      touched += type === "childList" ? addedNodes.length + removedNodes.length : 1;
    }
  }).observe(document.querySelector(".log-scroller"), {
    childList: true, subtree: true, attributes: true, characterData: true,
  });
}"""
HALFWAY = """async () => {
  const log = document.querySelector(".log-scroller");
  const drawn = () => new Promise((then) => requestAnimationFrame(() => setTimeout(then)));
  log.scrollTop = -log.scrollHeight / 2;
  for (let frame = 0; frame < 3; frame += 1) await drawn();
  const { left, top } = log.getBoundingClientRect();
  globalThis.read = document.elementFromPoint(left + 60, top + 100).closest(".log__block > *");
  globalThis.stood = read.getBoundingClientRect().top;
}"""
MOVED = """() => new Promise((then) => requestAnimationFrame(() => setTimeout(() => {
  then(Math.abs(read.getBoundingClientRect().top - stood));
})))"""


async def test_the_first_load_is_light_on_the_line(house: House, visitors: Visitors) -> None:
    page = await visitors.phone()
    network = await page.context.new_cdp_session(page)
    sizes: list[int] = []
    asked: list[str] = []
    network.on("Network.dataReceived", lambda news: sizes.append(news["encodedDataLength"]))
    page.on("request", lambda request: asked.append(request.url))
    await network.send("Network.enable")

    await page.goto(house.url, wait_until="networkidle")

    await page.locator(".status__mark").wait_for()
    assert sum(sizes) <= 60_000  # bytes as packed; our own budget, for a phone on a bad line
    assert len(asked) <= 11  # requests; on HTTP/1.1 six at a time, so two rounds after the page


async def test_nothing_jumps_on_a_slow_line(house: House, visitors: Visitors) -> None:
    page = await visitors.phone()
    await page.add_init_script(SHIFTS)
    network = await page.context.new_cdp_session(page)
    await network.send("Network.enable")
    await network.send("Network.emulateNetworkConditions", {**LINE})

    await page.goto(house.url, wait_until="networkidle")

    await page.locator(".status__mark").wait_for()
    await page.evaluate("document.fonts.ready.then(() => {})")
    assert await page.evaluate("shifts.reduce((sum, one) => sum + one, 0)") <= 0.02


async def test_a_message_after_a_thousand_touches_as_little_as_the_first(
    house: House, visitors: Visitors
) -> None:
    page = await visitors.phone(house.url)
    await at_the_door(page)
    await behind_it(page)
    thousand = [
        *TALK,
        *(
            event(seq, "message", "young" if seq % 3 else "counsellor", 57, text=f"besked {seq}")
            for seq in range(8, 1008)
        ),
    ]
    await show(page, {**TALKING, "events": thousand})
    await page.evaluate(TOUCHED)

    newest = event(1008, "message", "counsellor", 57, text="er du her endnu")
    await page.evaluate(SET, {"events": [*thousand, newest]})

    await page.get_by_text("er du her endnu").wait_for()
    # Their heading and their message; what was there is left alone.
    assert await page.evaluate("touched") <= 4

    # Halfway up, where nothing has been laid out before: what one reads stays under one's eye.
    await page.evaluate(HALFWAY)
    await page.evaluate(SET, {"events": [*thousand, newest, {**newest, "seq": 1009}]})
    await page.get_by_role("button", name="1 ny besked").wait_for()
    assert await page.evaluate(MOVED) < 2  # pixels
    await page.locator(".log-scroller").evaluate("(log) => { log.scrollTop = -log.scrollHeight; }")
    await page.get_by_text("Jeg har god tid").wait_for()
