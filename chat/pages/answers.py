"""How HTTP says no: the same codes and words as the sockets, and an id to ask about."""

import secrets
from collections.abc import Mapping
from http import HTTPStatus

from aiohttp import web

from chat.domain.refusal import RefusalCode
from chat.words import FIRST, Words

WORDS = web.AppKey("words", Words)

STATUS: Mapping[RefusalCode, HTTPStatus] = {
    RefusalCode.TOO_LARGE: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    RefusalCode.UNAUTHORIZED: HTTPStatus.UNAUTHORIZED,
    RefusalCode.BAD_CREDENTIALS: HTTPStatus.UNAUTHORIZED,
    RefusalCode.CODE_REQUIRED: HTTPStatus.UNAUTHORIZED,
    RefusalCode.FORBIDDEN: HTTPStatus.FORBIDDEN,
    RefusalCode.MUST_ENROL: HTTPStatus.FORBIDDEN,
    RefusalCode.PROOF_REQUIRED: HTTPStatus.FORBIDDEN,
    RefusalCode.LOCKED: HTTPStatus.FORBIDDEN,
    RefusalCode.WRONG_CODE: HTTPStatus.BAD_REQUEST,
    RefusalCode.NOT_FOUND: HTTPStatus.NOT_FOUND,
    RefusalCode.NOT_ASSIGNED: HTTPStatus.NOT_FOUND,
    RefusalCode.UNKNOWN_EVENT: HTTPStatus.NOT_FOUND,
    RefusalCode.TIMEOUT: HTTPStatus.REQUEST_TIMEOUT,
    RefusalCode.MALFORMED: HTTPStatus.BAD_REQUEST,
    RefusalCode.TOO_LONG: HTTPStatus.BAD_REQUEST,
    RefusalCode.WEAK_PASSWORD: HTTPStatus.BAD_REQUEST,
    RefusalCode.SLOW_DOWN: HTTPStatus.TOO_MANY_REQUESTS,
    RefusalCode.UNAVAILABLE: HTTPStatus.SERVICE_UNAVAILABLE,
    RefusalCode.STARTING: HTTPStatus.SERVICE_UNAVAILABLE,
    RefusalCode.TOO_SLOW: HTTPStatus.SERVICE_UNAVAILABLE,
    RefusalCode.BROKEN_LEXICON: HTTPStatus.BAD_REQUEST,
    RefusalCode.BROKEN_SERVICE: HTTPStatus.BAD_REQUEST,
}
"""What is not here is a state that does not allow it: 409."""

CODE_OF_STATUS: Mapping[int, RefusalCode] = {
    HTTPStatus.NOT_FOUND: RefusalCode.NOT_FOUND,
    HTTPStatus.FORBIDDEN: RefusalCode.FORBIDDEN,
    HTTPStatus.UNAUTHORIZED: RefusalCode.UNAUTHORIZED,
    HTTPStatus.REQUEST_TIMEOUT: RefusalCode.TIMEOUT,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: RefusalCode.TOO_LARGE,
    HTTPStatus.SERVICE_UNAVAILABLE: RefusalCode.UNAVAILABLE,
    HTTPStatus.INTERNAL_SERVER_ERROR: RefusalCode.UNAVAILABLE,
}
"""For what aiohttp itself refuses; the rest is `malformed`."""


def refused(
    words: Words,
    code: RefusalCode,
    *,
    language: str = FIRST,
    status: int | None = None,
    extras: Mapping[str, object] | None = None,
    beside: Mapping[str, object] | None = None,
) -> web.Response:
    """Return the answer for a no. Its id names it to whoever is asked, and says nothing itself."""
    extras = {**(extras or {}), "id": new_id()}
    body = {**(beside or {}), **words.refusal(code, language, **extras)}
    wait_s = extras.get("retry_after_s")
    headers = {} if wait_s is None else {"Retry-After": str(wait_s)}
    if status is None:
        status = STATUS.get(code, HTTPStatus.CONFLICT)
    return web.json_response(body, status=status, headers=headers)


def new_id() -> str:
    """Draw an id for one answer."""
    return secrets.token_hex(4)


def language_of(request: web.BaseRequest) -> str:
    """Return the language a page says it speaks: `?lang=en`. Browsers' own headers are not read."""
    return request.query.get("lang", FIRST)
