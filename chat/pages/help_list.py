"""Help now, as a page shows it where no script runs: every checked number, as a link."""

import html
from collections.abc import Sequence

from chat.actions.service import HelpLine
from chat.words import Words


class Markup(str):
    """Markup of ours: everything in it that came from elsewhere is escaped already."""

    __slots__ = ()


def help_list(lines: Sequence[HelpLine], words: Words, language: str) -> Markup:
    """Return the rows of a list; nothing is said to be open, as nothing can take it back."""
    return Markup("\n".join(row(line, words, language) for line in lines))


def row(line: HelpLine, words: Words, language: str) -> str:
    """Return one line's row: its name, whom it is for, its hours in words, and its number."""
    danger = line.phone == "112"
    facts = [line.about, words.say("young.help.anonymous", language) if line.anonymous else None]
    if not danger:
        facts.append(line.hours)
    name = words.say("young.help.danger", language) if danger else line.name
    call = words.say("young.help.call", language, number=line.phone)
    number = "".join(line.phone.split())
    return (
        f'<li class="helpline{" helpline--danger" if danger else ""}"><div>'
        f'<p class="helpline__name">{html.escape(name)}</p>'
        f'<p class="helpline__what">{html.escape(" ".join(filter(None, facts)))}</p></div>'
        f'<a class="button{" button--danger" if danger else ""}" href="tel:{html.escape(number)}">'
        f"{html.escape(call)}</a></li>"
    )
