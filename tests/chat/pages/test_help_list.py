"""Help now, where no script runs."""

from dataclasses import replace

from chat.actions.service import HelpLine
from chat.pages.help_list import row
from chat.words import Words

WORDS = Words.load()
LINE = HelpLine(
    id="linjen",
    name="Linjen",
    about="Når det er svært.",
    phone="70 10 20 30",
    web=None,
    hours="alle dage 16-23",
    open_now=None,
    anonymous=True,
)


def test_each_thing_that_is_said_of_a_line_is_a_sentence_of_its_own() -> None:
    assert 'Anonymt. <span lang="da">Alle dage 16-23.</span></p>' in row(LINE, WORDS, "da")
    assert 'Anonymous. <span lang="da">Alle dage 16-23.</span></p>' in row(LINE, WORDS, "en")
    assert "svært. Anonymt.</p>" in row(replace(LINE, hours=None), WORDS, "da")


def test_what_is_always_open_is_said_to_be_in_the_readers_language() -> None:
    always = replace(LINE, hours="døgnet rundt, hele året", open_now=True)

    assert "Anonymt. Åbent hele døgnet.</p>" in row(always, WORDS, "da")
    assert "Anonymous. Open day and night.</p>" in row(always, WORDS, "en")


def test_what_others_wrote_is_text_on_the_page() -> None:
    hostile = replace(LINE, about="<b>", hours="<i>", name="<u>")

    shown = row(hostile, WORDS, "da")
    assert "&lt;b&gt;" in shown
    assert "&lt;i&gt;." in shown
    assert not any(tag in shown for tag in ("<b>", "<i>", "<u>"))
