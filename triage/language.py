"""A guess whether a text is in a language triage can read: Danish, its neighbours, or English.

Triage knows Danish, and some English. Norwegian and Swedish are read like Danish. What is written
in another language must not pass as "nothing to flag" only because nobody here understood it.
The guess is plain counting: how many of the words are known here, against words that are everyday
in other languages and in none of ours. It says "foreign" only where that is clear: a few words, a
name, a code or an emoji are too little to tell, and are read as they stand.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from triage.second_reader.wording import Words, fold

_ENGLISH: Final = """
a about after again all alone always am an and any anymore are as at away bad be because been
before being better but by call came can cant care come could cut day dead die did didnt do does
doesnt done dont down drunk even ever every feel feeling find for friend friends from fuck get
give go going gone good got had has hate have he help her here hes him his hit home hope how hurt
hurts i if ill im in into is isnt it its ive just kill know last leave left let life like live
living lol long look love made make man many maybe me mean mom more mother much must my myself
need never new night no nobody not nothing now of off ok on one only or other our out over pain
parents people pills please really right sad said same say school see she should sleep so some
someone sometimes sorry still stop suicide take talk tell than thank thanks that the their them
then there these they thing things think this those time tired to today tomorrow tonight too try
two up us very wanna want wants was wasnt way we weeks well were what when where which who why
will wish with without wont would year years yes you your
"""
_NEIGHBOURS: Final = """
jag du han hon den det vi ni dom de mig dig sig mitt min mina ditt din dina inte nagon nagot ingen
inget alla allt att och men eller som om nar var vad vem hur varfor har hade ar varit vara vill
ville kan kunde ska skulle maste far fick gor gjorde gar gick kommer kom sager sa tanker vet
kanner langre leva livet do dor orkar bara ocksa aldrig alltid mycket mer mest lite helt pa till
fran med utan for av efter innan nu idag ikvall imorgon natt mamma pappa bror syster skolan hjalp
snalla tack hej jeg ikke noe noen ingenting hva hvem hvordan hvorfor hvor nar vaert vaere vil
kunne skal ma gjor gjorde gar kommer sier tenker vet foler lenger meg deg seg orker bare ogsa
alltid mye mer litt veldig fra uten etter for na kveld morgen natt mamma pappa skole hjelp takk
"""
_ELSEWHERE: Final = """
ich nicht und ist mein meine mich mir ein eine auch aber wie wenn weil kann muss habe hast war
sein leben mehr keine kein sehr noch schon immer jetzt heute morgen vielleicht bitte hilfe angst
je ne pas tu il elle nous vous est suis sont avec pour dans mais que qui une des les mon mes moi
toi plus vivre veux peux jamais tout merci aide yo no quiero puedo estoy soy eres ella nosotros
pero porque muy mas con sin para como que una los las mis vivir nunca todo gracias ayuda mi nie
jest jestem sie mam mnie mi co jak ale bardzo juz zyc chce moge tylko moja moj przez dla czy tak
to ben sen biz cok bir bu ve ama icin degil gibi daha var yok benim beni bana artik istiyorum
istemiyorum ne nasil yasamak waxaan ma waan iyo oo ka ku la in aan aad uu ay noolaan rabo rabaa
caawi caawimaad anigu nolosha igu eu nu sunt vreau mai este si cu pentru viata ajutor foarte ja ne
nisam sam si je da se nemam hocu zelim zivjeti vise mogu samo ali moj moja me mi su es neesmu
gribu dzivot as esu noriu nebenoriu gyventi mano man en ole haluan voi mina sina olen elaa enaa
kun mutta ja ik niet ben een het wil kan niet mijn meer leven maar uanga qanoq ajor inuuvunga ilaa
naamik massakkut angajoqqaakka ana inta anta enti mish mesh wallahi ya3ni 3ayez
"""
_FEWEST_LETTERS: Final = 10
_LONG: Final = 18
"""So many letters in one or two words that are like nothing known here are enough to tell."""
_SHORT: Final = 2
"""Words of one or two letters are everybody's (en, de, se, a): they tell nothing."""
_FEWEST_WORDS: Final = 3
"""Of so few words every one must speak against; of fewer, their letters too."""
_BEGINNING: Final = 5
_OTHER_SCRIPT: Final = re.compile(r"[^\x00-\u024f\u1e00-\u1eff]")
_STRANGE: Final = re.compile(r"(?![\x00-\x7fæøåäöéèüáó])[^\W\d_]")
_GREENLANDIC: Final = re.compile(r"q(?!u)|nng|uu|ii|rpoq|ppu")
_OURS: Final = 0.25
"""A text of which less than this is ours is foreign. Measured in `docs/triage.md`."""


@dataclass(frozen=True, slots=True, repr=False)
class Languages:
    """Guesses at the language of a text."""

    known: frozenset[str]
    """Words of Danish, of its neighbours and of English, folded."""
    beginnings: frozenset[str]
    """How Danish words begin: an unknown word that begins so is half known, as compounds are."""
    elsewhere: frozenset[str]
    """Everyday words of other languages that are none of ours, folded."""

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read a list of Danish words, one a line, folded as the second reader folds them."""
        danish = set(path.read_text(encoding="utf-8").split())
        ours = danish | _folded(_ENGLISH) | _folded(_NEIGHBOURS)
        return cls(
            frozenset(ours),
            frozenset(word[:_BEGINNING] for word in danish if len(word) >= _BEGINNING),
            frozenset(_folded(_ELSEWHERE) - ours),
        )

    def foreign(self, text: str, read: Sequence[Words]) -> bool:
        """Return whether a text is clearly in a language that is not read here.

        Args:
            text: in NFC.
            read: its pieces.
        """
        telling = [
            word for piece in read for word in piece if len(word) > _SHORT and word[0].isalpha()
        ]
        known = sum(map(self.known.__contains__, telling))
        if known and 2 * known >= len(telling):
            return False
        return self._looks_foreign(text, telling)

    def _looks_foreign(self, text: str, telling: Words) -> bool:
        written = "".join(filter(str.isalpha, text)).lower()
        if len(written) < _FEWEST_LETTERS:
            return False
        ours = sum(map(self._ours, telling))
        if 2 * len(_OTHER_SCRIPT.findall(written)) > len(written):
            return 2 * ours < len(telling) or not telling
        strange = sum(bool(_STRANGE.search(word)) for word in text.lower().split())
        ours -= 0.5 * strange
        if len(telling) < _FEWEST_WORDS:
            return ours <= 0 and len(written) >= _LONG and strange + _ours_never(telling) > 0
        if len(telling) == _FEWEST_WORDS:
            return ours < 0 or (ours == 0 and any(word in self.elsewhere for word in telling))
        return ours < _OURS * len(telling)

    def _ours(self, word: str) -> float:
        """Return how much a word speaks for our languages: -1 against, 1 for."""
        if word in self.known:
            return 1.0
        if word in self.elsewhere:
            return -1.0
        return 0.5 if word[:_BEGINNING] in self.beginnings else 0.0


def _ours_never(words: Sequence[str]) -> int:
    """Count words that are built as Greenlandic ones are, and no Danish one is."""
    return sum(bool(_GREENLANDIC.search(word)) for word in words)


def _folded(words: str) -> set[str]:
    return {fold(word) for word in words.split()}
