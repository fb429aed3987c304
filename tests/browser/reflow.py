"""Whether a page keeps within a narrow screen, with text twice as large too (WCAG 2.2)."""

from typing import Final

from playwright.async_api import Page

from tests.browser.accessibility import DRAWN
from tests.browsing import picture

NARROW: Final = {"width": 320, "height": 640}
"""WCAG 2.2 SC 1.4.10: 320 CSS pixels, without scrolling sideways."""
TEXT: Final = "(size) => { document.documentElement.style.fontSize = size; }"
TOO_WIDE: Final = """() => {
  const style = (one) => getComputedStyle(one);
  const told = (one) => `${one.localName}.${one.className}: ${one.textContent.trim().slice(0, 40)}`;
  const scrolls = (one) => ["auto", "scroll"].includes(style(one).overflowX);
  const cuts = (one) => ["clip", "hidden"].includes(style(one).overflowX);
  const wide = (one) => one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 8;
  const isTable = (one) => one.matches(".table-scroller, pre, .log-scroller");
  const all = [...document.querySelectorAll("body *")].filter((one) => one.checkVisibility());
  const said = all.filter((one) => wide(one) && style(one).textOverflow !== "ellipsis")
    .filter((one) => cuts(one) || (scrolls(one) && !isTable(one)))
    .filter((one) => !one.closest("textarea, input, select, svg"));
  const page = document.documentElement.scrollWidth - innerWidth;
  return [...(page > 0 ? [`the page: ${page} px`] : []), ...said.map(told)];
}"""
"""What is cut off, or asks one to scroll sideways to read it; a table may scroll in itself."""
PARTED: Final = """() => {
  const stands = (sign) => {
    const said = document.createRange();
    said.selectNodeContents(sign.closest(".level"));
    const { right, top, bottom } = sign.getBoundingClientRect();
    return [...said.getClientRects()].some((word) =>
      word.width > 1 && word.left > right && word.top < bottom && top < word.bottom);
  };
  const signs = [...document.querySelectorAll(".level svg")].filter((one) => one.checkVisibility());
  return signs.filter((one) => !stands(one)).map((one) => one.closest(".level").textContent.trim());
}"""
"""Levels whose staves, or whose eye, stand on a line without a word or number beside them."""


async def must_keep_within(page: Page, name: str) -> None:
    """Fail with what is too wide at 320 px, with text as it is and twice as large (SC 1.4.4).

    Leaves a picture of each as `name`; the page is left as wide as it was.
    """
    before = page.viewport_size
    await page.set_viewport_size({"width": NARROW["width"], "height": NARROW["height"]})
    for size in ("100%", "200%"):
        await page.evaluate(TEXT, size)
        await page.evaluate(DRAWN)
        await picture(page, f"{name}-320-{size[:-1]}")
        too_wide = await page.evaluate(TOO_WIDE)
        assert not too_wide, (size, too_wide)
        parted = await page.evaluate(PARTED)
        assert not parted, (size, parted)
    await page.evaluate(TEXT, "")
    if before is not None:
        await page.set_viewport_size(before)
