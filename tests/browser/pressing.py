"""Presses that take their time, while the page moves under them."""

from dataclasses import dataclass

from playwright.async_api import CDPSession, Locator, Page


@dataclass(frozen=True, slots=True)
class Finger:
    """A finger on a phone's screen, which comes down and is lifted as two acts."""

    session: CDPSession

    @classmethod
    async def on(cls, page: Page) -> "Finger":
        return cls(await page.context.new_cdp_session(page))

    async def comes_down(self, x: float, y: float) -> None:
        down = {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]}
        await self.session.send("Input.dispatchTouchEvent", down)

    async def is_lifted(self) -> None:
        up: dict[str, object] = {"type": "touchEnd", "touchPoints": []}
        await self.session.send("Input.dispatchTouchEvent", up)


async def middle_of(there: Locator) -> tuple[float, float]:
    box = await there.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


async def must_have_moved(there: Locator, from_y: float) -> None:
    box = await there.bounding_box()
    assert box is not None
    assert not box["y"] <= from_y <= box["y"] + box["height"], "or this asks for nothing"
