"""Help now, as a page shows it where no script runs: every checked number, as a link."""

import html
from collections.abc import Sequence

from chat.actions.service import HelpLine
from chat.words import Words


class Markup(str):
    """Markup of ours: everything in it that came from elsewhere is escaped already."""

    __slots__ = ()


def help_list(lines: Sequence[HelpLine], words: Words, language: str) -> Markup:
    """Return the rows of a list; open is said of what always is: nothing could take it back."""
    return Markup("\n".join(row(line, words, language) for line in lines))


def row(line: HelpLine, words: Words, language: str) -> str:
    """Return one line's row: its name, whom it is for, its hours in words, and its number."""
    danger = line.phone == "112"
    facts = [html.escape(line.about)]
    if line.anonymous:
        facts.append(html.escape(words.say("young.help.anonymous", language)))
    if not danger:
        facts.append(hours(line, words, language))
    name = words.say("young.help.danger", language) if danger else line.name
    call = words.say("young.help.call", language, number=line.phone)
    number = "".join(line.phone.split())
    return (
        f'<li class="helpline{" helpline--danger" if danger else ""}"><div>'
        f'<p class="helpline__name">{html.escape(name)}</p>'
        f'<p class="helpline__what">{" ".join(filter(None, facts))}</p></div>'
        f'<a class="button{" button--danger" if danger else ""}" href="tel:{html.escape(number)}">'
        f"{html.escape(call)}</a></li>"
    )


def hours(line: HelpLine, words: Words, language: str) -> str:
    """Return its hours as a sentence: the helpline's own words are Danish, whoever reads them."""
    if line.open_now:
        return html.escape(words.say("young.help.always", language))
    if not line.hours:
        return ""
    sentence = f"{line.hours[0].upper()}{line.hours[1:].removesuffix('.')}."
    return f'<span lang="da">{html.escape(sentence)}</span>'
