"""Request bodies: small, JSON, and exactly what was asked for."""

import asyncio
import json
import re
import unicodedata
from dataclasses import dataclass
from typing import Annotated, Any, NoReturn, TypeVar

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ValidationError,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import PydanticCustomError, core_schema

from chat.domain.refusal import RefusalCode, Refused

LIMIT_BYTES = 64 * 1024
DEEPEST = 8
INTEGER_DIGITS = 15
PATIENCE_S = 10.0
JSON_TYPE = "application/json"
BEACON_TYPE = "text/plain"
"""What `navigator.sendBeacon` calls a string."""
CODE = "[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]"
UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters but newline and tab, and halves of surrogate pairs."""


class Body(BaseModel):
    """A body of exactly these fields. Errors never repeat what was sent."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, hide_input_in_errors=True, validate_default=False
    )


@dataclass(frozen=True, slots=True)
class Text:
    """A text: in NFC, no control characters, lengths counted in code points."""

    longest: int
    shortest: int = 0

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_after_validator_function(self.fit, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {**handler(schema), "minLength": self.shortest, "maxLength": self.longest}

    def fit(self, given: str) -> str:
        """Return the text in its normal form."""
        normal = unicodedata.normalize("NFC", given)
        if len(normal) > self.longest:
            raise PydanticCustomError("too_long", "longer than allowed")
        if len(normal) < self.shortest or UNFIT.search(normal):
            raise PydanticCustomError("unfit", "empty, or holds control characters")
        return normal


def is_code(given: str) -> str:
    """Validate the one right spelling of 32 bytes as base64url."""
    # The last of 43 characters carries two spare bits, which are zero in the one right spelling.
    if not re.fullmatch(CODE, given):
        raise PydanticCustomError("unfit", "not 32 bytes as base64url")
    return given


Code = Annotated[str, AfterValidator(is_code), Field(json_schema_extra={"pattern": f"^{CODE}$"})]
"""A conversation's secret, an invitation's code."""

Wanted = TypeVar("Wanted", bound=Body)


async def read_body(
    request: web.Request, wanted: type[Wanted], *, types: tuple[str, ...] = (JSON_TYPE,)
) -> Wanted:
    """Return the body a request brings.

    Raises:
        Refused: `malformed`, `too_long`, `too_large`, or `timeout` for one that does not come.
        HTTPUnsupportedMediaType: it is called something else, or compressed.
    """
    if request.content_type not in types or "Content-Encoding" in request.headers:
        raise web.HTTPUnsupportedMediaType
    content = parse(await _bytes(request))
    try:
        return wanted.model_validate(content)
    except ValidationError as errors:
        kinds = {error["type"] for error in errors.errors(include_input=False)}
        only_long = kinds == {"too_long"}
        raise Refused(RefusalCode.TOO_LONG if only_long else RefusalCode.MALFORMED) from None


def parse(raw: bytes) -> object:
    """Read strict JSON: no NaN, no key twice, nothing deep, no number that JavaScript would bend.

    Raises:
        Refused: `malformed`.
    """
    try:
        content: object = json.loads(
            raw.decode("utf-8"),
            parse_int=_integer,
            parse_constant=_refuse,
            object_pairs_hook=_without_doubles,
        )
    except (ValueError, RecursionError):
        raise Refused(RefusalCode.MALFORMED) from None
    _hold_shallow(content, DEEPEST)
    return content


async def _bytes(request: web.Request) -> bytes:
    try:
        async with asyncio.timeout(PATIENCE_S):
            return await request.read()
    except web.HTTPRequestEntityTooLarge:
        raise Refused(RefusalCode.TOO_LARGE) from None
    except TimeoutError:
        raise Refused(RefusalCode.TIMEOUT) from None
    except (web.RequestPayloadError, HttpProcessingError):
        raise Refused(RefusalCode.MALFORMED) from None


def _integer(digits: str) -> int:
    if len(digits.lstrip("-")) > INTEGER_DIGITS:
        raise ValueError("too many digits")
    return int(digits)


def _refuse(name: str) -> NoReturn:
    raise ValueError(name)


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _hold_shallow(content: object, deepest: int) -> None:
    level = [content]
    for _ in range(deepest + 1):
        level = [
            inner
            for one in level
            if isinstance(one, dict | list)
            for inner in (one.values() if isinstance(one, dict) else one)
        ]
        if not level:
            return
    raise Refused(RefusalCode.MALFORMED)
