"""Files and words that are dropped on a page."""

from collections.abc import Sequence
from typing import Final

from playwright.async_api import Page

_DROP: Final = """(there, kind) => {
  const dataTransfer = new DataTransfer();
  if (kind === "Files") dataTransfer.items.add(new File(["x"], "b.png", { type: "image/png" }));
  else dataTransfer.setData(kind, "et ord");
  const told = (what) => there.dispatchEvent(
    new DragEvent(what, { dataTransfer, bubbles: true, cancelable: true }));
  return [told("dragover"), told("drop")];
}"""


async def must_not_open_what_is_dropped(page: Page, places: Sequence[str]) -> None:
    """Hold a page to it that a file is caught and words are not, wherever they are dropped."""
    for where in places:
        there = page.locator(where).first
        assert await there.evaluate(_DROP, "Files") == [False, False]
        assert await there.evaluate(_DROP, "text/plain") == [True, True]
