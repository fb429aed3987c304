"""What the typeface every PDF reader has can write: Latin-1, and what stands for the rest."""

SPELT = (("–", "-"), ("“", '"'), ("”", '"'), ("’", "'"), ("…", "..."))
"""Signs the built-in typeface lacks, and what is written for them."""


def fits_the_typeface(text: str) -> bool:
    """Tell whether `write` can write all of it: nothing but Latin-1 and what stands for it."""
    return plain(text) == _spelt(text)


def plain(text: str) -> str:
    """Return it with what the built-in typeface has: Latin-1, so a dash is a short one."""
    return _spelt(text).encode("latin-1", "replace").decode("latin-1")


def _spelt(text: str) -> str:
    for sign, other in SPELT:
        text = text.replace(sign, other)
    return text
