"""What axe finds wrong with a page (WCAG 2.2 A and AA, and best practice)."""

from pathlib import Path
from typing import Final

from playwright.async_api import Page

AXE: Final = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
RUN: Final = """async () => {
  const told = (node) => `${node.target.join(" ")}: ${node.any[0]?.message ?? ""}`;
  const { violations } = await axe.run();
  return violations.map((rule) => `${rule.id}: ${rule.nodes.map(told).join(" | ")}`);
}"""


async def findings(page: Page) -> list[str]:
    """Return one line a broken rule, with the elements that break it."""
    # Handed to the debugger, not to the page: the page's own policy lets no foreign script in.
    await page.evaluate(AXE)
    return list(await page.evaluate(RUN))


async def must_be_accessible(page: Page) -> None:
    """Fail with what axe finds, if it finds anything."""
    assert await findings(page) == []
