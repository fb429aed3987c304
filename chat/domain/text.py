"""What people type, as the house keeps it: one form, and nothing a database chokes on."""

import unicodedata

from chat.domain.refusal import RefusalCode, Refused

LONGEST_MESSAGE = 4_000
"""Unicode code points, after NFC (PROTOCOL.md)."""

KEPT_CONTROLS = frozenset("\n\t")


def clean(typed: str, longest: int) -> str:
    """Return the text in NFC with plain line ends, stripped of space around it.

    Raises:
        Refused: `malformed` for control characters (NUL above all: PostgreSQL cannot keep it),
            lone surrogates and emptiness; `too_long`.
    """
    if len(typed) > 4 * longest:
        raise Refused(RefusalCode.TOO_LONG)
    plain = typed.replace("\r\n", "\n").replace("\r", "\n")
    if not plain.isascii():
        plain = unicodedata.normalize("NFC", plain)
    plain = plain.strip()
    if not plain:
        raise Refused(RefusalCode.MALFORMED)
    if len(plain) > longest:
        raise Refused(RefusalCode.TOO_LONG)
    if not plain.isprintable() and any(_is_unfit(sign) for sign in plain):
        raise Refused(RefusalCode.MALFORMED)
    return plain


def cleaned(typed: str | None, longest: int) -> str | None:
    """Return a text that may be left out: nothing but space is nothing."""
    return clean(typed, longest) if typed and typed.strip() else None


def _is_unfit(sign: str) -> bool:
    return unicodedata.category(sign) in {"Cc", "Cs"} and sign not in KEPT_CONTROLS
