"""Call words: what staff call a conversation by. Plants, so that one says nothing by saying one."""

from collections.abc import Callable, Collection, Sequence

CALL_WORDS = tuple(
    """
    Havtorn Enebær Rønne Kløver Strandeng Blåhat Tranebær Mosegrund Kridthøj Rævling Skovmærke
    Bellis Birk Bøg El Eg Ask Ahorn Lind Løn Pil Poppel Røn Tjørn Hyld Hassel Kvalkved Vintergæk
    Anemone Kodriver Lærkespore Hulkrav Engblomme Kabbeleje Engkarse Vibefedt Gulaks Hundegræs
    Hejre Svingel Kamgræs Rapgræs Hvene Draphavre Blåtop Katteskæg Lyng Klokkelyng Blåbær Mosebøl
    Tyttebær Melbær Hindbær Brombær Stikkelsbær Ribs Solbær Jordbær Multebær Slåen Mirabel Kræge
    Abild Pære Kirsebær Fuglekirsebær Nype Klitrose Æblerose Timian Merian Salvie Mynte Melisse
    Kamille Røllike Kornblomst Valmue Hjertegræs Gyvel Visse Lupin Vikke Fladbælg Rødkløver
    Hvidkløver Humle Sneglebælg Lucerne Esparsette Storkenæb Hejrenæb Viol Stedmoder Skovviol
    Perikon Katost Stokrose Kæruld Star Siv Frytle Dunhammer Tagrør Pindsvineknop Åkande Vandaks
    Kalmus Iris Fredløs Krageklo Eng Mose Ellekær Birkelund Egelund Bøgely Strandvej Lyngbakke
    Klitten Sandager Rørholm Hasselø Fuglsang Skovbrynet Engdraget Havblik Fyrrely Mosely Solsikke
    Morgenfrue Hjulkrone Borago Latyrus Akeleje Ridderspore Skabiose Kokleare Gåsemad Gåseurt
    Fåreurt Blåklokke Nellike Engnellike Tjærenellike Trævlekrone Pragtstjerne Klinte
    """.split()
)


def draw_call_word(in_use: Collection[str], choose: Callable[[Sequence[str]], str]) -> str:
    """Draw a word nobody else is called by now; `choose` is chance, handed in.

    When all are taken, two are put together, so that a bad evening does not run out of names.
    """
    free = [word for word in CALL_WORDS if word not in in_use]
    if free:
        return choose(free)
    first = choose(CALL_WORDS)
    free = [word for word in CALL_WORDS if f"{first} {word}" not in in_use]
    return f"{first} {choose(free or CALL_WORDS)}"
