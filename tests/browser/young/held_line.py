"""A young person's line on which the house's answers can be held back, and what was asked on it."""

import re
from dataclasses import dataclass, field

from playwright.async_api import Page, WebSocketRoute


@dataclass
class HeldLine:
    """Lets everything through, until it holds what the house says."""

    holds: bool = False
    asked: list[str] = field(default_factory=list)
    held: list[tuple[WebSocketRoute, str | bytes]] = field(default_factory=list)

    async def under(self, page: Page) -> None:
        await page.route_web_socket(re.compile("socket.io"), self.plug)

    def plug(self, end: WebSocketRoute) -> None:
        server = end.connect_to_server()

        def from_page(words: str | bytes) -> None:
            self.asked.append(str(words))
            server.send(words)

        def from_house(words: str | bytes) -> None:
            if self.holds:
                self.held.append((end, words))
            else:
                end.send(words)

        end.on_message(from_page)
        server.on_message(from_house)

    def times_asked(self, event: str) -> int:
        """How often the page has asked for this."""
        return sum(f'"{event}"' in words for words in self.asked)

    def let_go(self) -> None:
        """Say all that was held back, in order."""
        self.holds = False
        for end, words in self.held:
            end.send(words)
        self.held.clear()
