"""The pages themselves: what stands there before any script runs."""

import html
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlencode

from aiohttp import web

from chat.actions.service import HelpLine
from chat.domain.refusal import RefusalCode, Refused
from chat.pages.answers import language_of
from chat.pages.help_list import Markup, help_list
from chat.staff.cookie import SessionCookie
from chat.staff.member import Back
from chat.staff.roles import Act
from chat.staff.sessions import Sessions
from chat.words import LANGUAGES, Words, spoken_language

PLACEHOLDER = re.compile(r"\{\{\s*([\w.]+)\s*\}\}")

BLANK = (
    "<!doctype html>\n"
    '<html lang="{{lang}}"><head><meta charset="utf-8"><title>{{title}}</title>'
    '<meta name="color-scheme" content="light dark">'
    '<meta name="viewport" content="width=device-width"></head><body></body></html>\n'
)
"""Where quick exit lands: a page that says nothing about where one has been."""
FRAMED = "{{head}}"
"""Where in a frame a page's own head stands."""
CLEARED = '"cache", "storage"'
ACCOUNT = "/account"
"""Where a second factor is set up; it shows nothing but what one asks it by one's session."""


class PageError(Exception):
    """A page's template cannot be used; the message names it."""


@dataclass(frozen=True, slots=True)
class Page:
    """Where a page is, whose file it is, and what one must be allowed to see it."""

    path: str
    template: Path
    act: Act | None = None
    frame: Path | None = None
    """What stands around a template that holds only its own part of the head."""

    def read(self) -> str:
        """Return the whole template; raise `PageError` where a file is missing."""
        try:
            template = self.template.read_text(encoding="utf-8")
            if self.frame is None:
                return template
            return self.frame.read_text(encoding="utf-8").replace(FRAMED, template)
        except OSError as error:
            raise PageError(f"{error.filename}: {error.strerror}") from None


@dataclass(slots=True)
class Shells:
    """Serves every page in both languages, read once.

    A template may ask for `static`, `lang`, `other_lang`, `help`, and any of the catalogue's words.
    """

    pages: tuple[Page, ...]
    static: str
    words: Words
    sessions: Sessions
    cookie: SessionCookie
    help_lines: Callable[[str], Sequence[HelpLine]] = field(default=lambda _: ())
    _read: dict[tuple[str, str], str] = field(init=False, default_factory=dict)
    _templates: list[tuple[Page, str]] = field(init=False)

    def __post_init__(self) -> None:
        """Read the templates; raise `PageError` for one that is missing or asks for too much."""
        self._templates = [(page, page.read()) for page in self.pages]
        self.fill()
        for language in LANGUAGES:
            values = {"lang": language, "title": self.words.say("blank.title", language)}
            self._read["/blank", language] = filled(BLANK, values, "blank")

    def fill(self) -> None:
        """Put into every page what is known now: help lines may have changed since."""
        for language in LANGUAGES:
            values = {**self._known(language), "static": self.static}
            for page, template in self._templates:
                self._read[page.path, language] = filled(template, values, page.template.name)

    def _known(self, language: str) -> Mapping[str, str]:
        """Return what a page can say before any script runs."""
        sayings = self.words.sayings[language].items()
        return {
            **{key: saying for key, saying in sayings if isinstance(saying, str)},
            "lang": language,
            "other_lang": next(other for other in LANGUAGES if other != language),
            "help": help_list(self.help_lines(language), self.words, language),
        }

    def routes(self) -> list[web.RouteDef]:
        """Return what can be asked."""
        return [
            *(web.get(page.path, self._showing(page)) for page in self.pages),
            web.get("/blank", self.show_blank),
            web.get("/favicon.ico", self.show_no_icon),
        ]

    async def show_blank(self, request: web.Request) -> web.Response:
        """Answer an empty page, and have the browser forget what it kept of us."""
        response = self._shell("/blank", request)
        response.headers["Clear-Site-Data"] = CLEARED
        return response

    async def show_no_icon(self, _: web.Request) -> web.Response:
        """Answer that there is none, without an error in the console of a page without one."""
        return web.Response(status=HTTPStatus.NO_CONTENT)

    def _showing(self, page: Page) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def show(request: web.Request) -> web.Response:
            if page.act is not None:
                await self._hold_allowed(request, page.path, page.act)
            return self._shell(page.path, request)

        return show

    async def _hold_allowed(self, request: web.Request, path: str, act: Act) -> None:
        token = self.cookie.read(request)
        member = None if token is None else await self.sessions.who(token)
        if member is None:
            raise web.HTTPSeeOther(f"/sign-in?{_asked(request, next=path)}")
        if member.back is Back.MUST_ENROL:
            raise web.HTTPSeeOther(f"{ACCOUNT}?{_asked(request, next=path)}")
        if member.back is not None:
            # Loaded anew, a covered page has nothing left to keep: one signs in again.
            raise web.HTTPSeeOther(f"/sign-in?{_asked(request, next=path)}")
        if member.may(act):
            return
        for other in self.pages:
            if other.act is not None and member.may(other.act):
                raise web.HTTPSeeOther(other.path)
        raise Refused(RefusalCode.FORBIDDEN)

    def _shell(self, path: str, request: web.Request) -> web.Response:
        language = spoken_language(language_of(request))
        response = web.Response(text=self._read[path, language], content_type="text/html")
        # No secret stands in a page, so its size tells none (BREACH, CVE-2013-3587).
        response.enable_compression()
        return response


def filled(template: str, values: Mapping[str, str], name: str) -> str:
    """Put the values in their places; raise `PageError` for a place without a value."""

    def value(place: re.Match[str]) -> str:
        if place[1] not in values:
            raise PageError(f"{name}: nothing is known for {place[0]}")
        known = values[place[1]]
        return known if isinstance(known, Markup) else html.escape(known)

    return PLACEHOLDER.sub(value, template)


def _asked(request: web.Request, **beside: str) -> str:
    language = {"lang": "en"} if spoken_language(language_of(request)) == "en" else {}
    return urlencode({**beside, **language}, safe="/")
