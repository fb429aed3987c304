"""What axe finds wrong with a page (WCAG 2.2 A and AA, and best practice)."""

from pathlib import Path
from typing import Final, Literal

from playwright.async_api import Page

AXE: Final = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
RUN: Final = """async ([only, on_top]) => {
  const told = (node) => `${node.target.join(" ")}: ${node.any[0]?.message ?? ""}`;
  const where = (on_top ? document.querySelector("dialog:modal") : null) ?? document;
  const { violations } = await axe.run(where, only === null ? {} : { runOnly: only });
  return violations.map((rule) => `${rule.id}: ${rule.nodes.map(told).join(" | ")}`);
}"""
DRAWN: Final = """async () => {
  const drawn = () => new Promise((frame) => requestAnimationFrame(frame));
  const ends = (one) => Number.isFinite(one.effect?.getComputedTiming().endTime);
  const plays = (one) => one.playState === "running" && ends(one);
  await drawn();
  await drawn();
  // Looked at, not waited for: of many transitions at once some never say that they have finished.
  while (document.getAnimations().some(plays)) await drawn();
}"""
"""What comes in fades in: its colours are true when it has come."""
IS_DARK: Final = "matchMedia('(prefers-color-scheme: dark)').matches"
THERE: Final = "typeof axe === 'object'"
DARK_THEN_LIGHT: Final[tuple[tuple[Literal["dark", "light"], tuple[str, ...] | None], ...]] = (
    ("dark", ("color-contrast",)),
    ("light", None),
)
LOOKS: Final = (("360", 360, 640), ("1280", 1280, 800))


async def findings(
    page: Page, only: tuple[str, ...] | None = None, *, on_top: bool = False
) -> list[str]:
    """Return one line a broken rule, with the elements that break it.

    `only` these rules; `on_top`: of an open dialog, not of what stands behind it.
    """
    if not await page.evaluate(THERE):
        # Handed to the debugger, not to the page: its own policy lets no foreign script in.
        await page.evaluate(AXE)
    await page.evaluate(DRAWN)
    return list(await page.evaluate(RUN, [only, on_top]))


async def findings_in_every_look(page: Page) -> dict[str, list[str]]:
    """Return what is wrong on a desktop and on a small phone, in light and in dark.

    Only colours differ between light and dark, so in the dark only contrast is looked at; and where
    a dialog is open nothing else can be reached. The page is left on a light desktop.
    """
    wrong: dict[str, list[str]] = {}
    for name, width, height in LOOKS:
        await page.set_viewport_size({"width": width, "height": height})
        for theme, only in DARK_THEN_LIGHT:
            await page.emulate_media(color_scheme=theme)
            if found := await findings(page, only, on_top=True):
                wrong[f"{name} {theme}"] = found
    return wrong


async def must_be_accessible(page: Page) -> None:
    """Fail with what axe finds, if it finds anything."""
    found = await findings(page)
    assert not found, found


async def must_be_accessible_by_day_and_night(page: Page) -> None:
    """Fail with what axe finds as the page stands, or with a contrast too low in the dark."""
    await must_be_accessible(page)
    if await page.evaluate(IS_DARK):
        return
    await page.emulate_media(color_scheme="dark")
    found = await findings(page, ("color-contrast",))
    await page.emulate_media(color_scheme="light")
    assert not found, found


async def must_fit_a_phone_at_night(page: Page) -> None:
    """Fail with what axe finds on a small phone, by day and in the dark, or with what is too wide.

    The page is left as wide and as light as it was.
    """
    before, was_dark = page.viewport_size, await page.evaluate(IS_DARK)
    await page.set_viewport_size({"width": 360, "height": 640})
    for theme, only in DARK_THEN_LIGHT:
        await page.emulate_media(color_scheme=theme)
        found = await findings(page, only)
        assert not found, found
    assert await page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    await page.emulate_media(color_scheme="dark" if was_dark else "light")
    if before is not None:
        await page.set_viewport_size(before)


async def must_be_accessible_in_every_look(page: Page) -> None:
    """Fail with what axe finds on a desktop or a small phone, in light or in dark."""
    assert await findings_in_every_look(page) == {}
