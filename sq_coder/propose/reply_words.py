"""The words by which a reply is read: what announces, what says nothing, what makes a sentence, another language."""

from __future__ import annotations

import re


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# A label is made of these words only, one of NAMED among them: 'Een passend kernwoord voor dit verhaal is:'.
NAMED = _set(
    "kernwoord kernbegrip kernthema sleutelwoord sleutelbegrip trefwoord thema antwoord samenvatting samenvattend "
    "conclusie keuze voorstel suggestie woord keyword answer assistant"
)
LABEL = NAMED | _set(
    "het een één eén ene dit de mijn hier volgt passend passende goed goede beste best mogelijk mogelijke samenvattende "
    "treffend treffende centraal centrale voorgesteld voorgestelde kort korte voor van bij uit op basis verhaal dat is "
    "zou zijn kunnen kan past samenvat weergeeft inhoud goede weergave geeft one the for this story in single "
    "natuurlijk zeker"
)
# What says nothing by itself, as a whole answer.
NO_WORD = _set("geen onbekend onduidelijk nvt n.v.t n/a none null undefined unknown")
ASIDE = _set("ja graag nee ok oké oke natuurlijk zeker prima user assistant system yes no")
ASKED = _set("kernwoord kernwoorden verhaal samenvatting antwoord keyword story onderzoek")
ARTICLES = _set("het een één eén dit mijn de the")
FINITE = _set(
    "is was wordt heeft gaat betekent blijkt ben bent staat toont doet maakt geeft hoort vindt komt helpt biedt krijgt"
)
VERBS = _set(
    "is zijn was waren wordt worden werd heeft hebben had gaat geeft vindt kan komt staat draait vat past laat toont "
    "beschrijft"
)
OPENERS = _set("ik het dit deze dat in op de een volgens uit er je we hij zij ze")
# Three words that begin so are somebody who does something: 'Ik hoor erbij'; not 'je thuis voelen'.
SUBJECTS = _set("ik wij we hij dit deze")

ENGLISH = _set(
    "the of and with story keyword support social contact contacts connection community belonging loneliness friendship "
    "friendships self-confidence confidence empowerment together togetherness resilience growth isolation inclusion "
    "wellbeing well-being independence creativity recovery recognition safety hope joy fun friends this that is for to "
    "in learning sharing caring empathy financial stress network meeting people new being yourself cohesion solidarity trust "
    "self-care "
    "gratitude perseverance overcoming mutual companionship purpose healing self-esteem self-worth self-reliance human "
    "personal encounter encounters struggle struggles warmth volunteering engagement acceptance strength courage love care "
    "hardship freedom change support-network helping giving receiving finding feeling having making building life living "
    "health healthy mental physical emotional poverty debt grief loss pain fear anger happiness peace rest structure "
    "routine family neighbourhood neighborhood neighbour neighbours neighbors group others each other mutual-aid sense "
    "home heard seen valued value meaning meaningful opportunity opportunities work participation development education "
    "knowledge skills language skill movement exercise adventure journey change second chance beginning renewed "
    "self-sufficiency self-development self-acceptance stability security dignity pride motivation inspiration identity "
    "autonomy equality justice hospitality generosity understanding listening conversation shared common bond bonding "
    "bonds through from within across without against not alone anymore newfound breaking one's oneself "
    # A model that leaves Dutch goes to English, seldom to these.
    "freundschaft gemeinschaft zusammenhalt zugehörigkeit unterstützung einsamkeit gemeinschaftsgefühl "
    "amitié solidarité soutien entraide communauté la le der das und et"
)
ENDINGS = re.compile(
    r"(?:(?<!fit)(?<!well)(?<!mindful)ness|ship|hood|(?<!sta)(?<!media)tion|(?<!pen)sion|ful|heit|keit|schaft)$"
)
"""How words of English and German end, and Dutch ones do not: '-heid', '-schap', '-tie'."""

# Alone, or with each other, these are Dutch as well.
BOTH = _set("in is sociale contact stress empowerment hope routine engagement bond feeling")
DUTCH = _set("de het een van en met zijn niet voor aan op te om bij")
# Words joined by 'en' that name one thing; all other pairs are two keywords.
PAIRS = frozenset(
    {
        "gezien en gehoord",
        "vallen en opstaan",
        "wel en wee",
        "lief en leed",
        "leven en laten leven",
        "geven en nemen",
        "geven en ontvangen",
        "zin- en betekenisgeving",
        "doen en laten",
        "kennis en vaardigheden",
    }
)
