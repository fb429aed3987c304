"""Usernames and display names: what may stand in them, and when two are the same."""

import unicodedata

from chat.domain.refusal import RefusalCode, Refused

LONGEST_USERNAME = 64
LONGEST_DISPLAY_NAME = 40
BESIDE_LETTERS = frozenset("._-@+")
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Unicode categories that show nothing, or turn what stands beside them around."""


def normal_username(typed: str) -> str:
    """Return the one spelling of a username: `Søren.L` and `søren.l` are the same person.

    Raises:
        Refused: `malformed` (empty, or with other characters than letters, digits and `._-@+`) or
            `too_long`.
    """
    # NFC again, because casefolding may take it apart (Unicode Standard §3.13.5).
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", typed.strip()).casefold())
    if len(folded) > LONGEST_USERNAME:
        raise Refused(RefusalCode.TOO_LONG)
    if not folded or not all(sign.isalnum() or sign in BESIDE_LETTERS for sign in folded):
        raise Refused(RefusalCode.MALFORMED)
    return folded


def normal_display_name(typed: str) -> str:
    """Return the name the young person reads: one line, nothing unseen in it.

    Raises:
        Refused: `malformed` or `too_long`.
    """
    name = " ".join(unicodedata.normalize("NFC", typed).split(" ")).strip()
    if len(name) > LONGEST_DISPLAY_NAME:
        raise Refused(RefusalCode.TOO_LONG)
    if not name or any(unicodedata.category(sign) in UNSEEN for sign in name):
        raise Refused(RefusalCode.MALFORMED)
    return name
