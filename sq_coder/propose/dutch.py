"""What the matcher knows of Dutch as it is spoken about groups: denial, what was most valuable, asides.

Chosen from how interviews are asked and written (what would you miss, what did you learn, any tips?), not from
particular stories. Written like the codebook's signal words.
"""

from __future__ import annotations

NEGATORS = frozenset(
    [
        "niet",
        "geen",
        "nooit",
        "nauwelijks",
        "amper",
        "zonder",
        "noch",
        "allerminst",
        "weinig",
        "nergens",
        "niets",
        "niks",
    ]
)
"""Words that deny what stands near them in the same clause."""

BREAKS = frozenset(
    [
        ",",
        ";",
        ":",
        "(",
        ")",
        "–",
        "—",
        "-",
        "maar",
        "en",
        "want",
        "omdat",
        "doordat",
        "terwijl",
        "hoewel",
        "dus",
        "of",
        "dat",
        "als",
        "toen",
        "zodat",
        "sinds",
        "nu",
        "waardoor",
        "waar",
        "die",
    ]
)
"""Where a clause ends: a denial does not reach over it."""

STOPS = frozenset([".", "!", "?", "…", "..."])
"""Where a sentence ends, as does a line break."""

NOT_DENIALS = (
    "niet alleen ... maar",
    "niet alleen ... ook",
    "niet zonder",
    "niet normaal",
    "niet te geloven",
    "nooit gedacht",
    "nooit verwacht",
    "nooit geweten",
    "niet vergeten",
    "niet zo zeer",
    "zonder + problemen|moeite",
    "niet te missen",
    "niet missen",
    "niet meer missen",
    "geen + spijt|moment",
    "niet voor niets",
    "niet voor niks",
)
"""Phrases with a denying word that deny nothing beside them."""

DECISIVE = (
    "waardevol",
    "het + meest|mooiste|fijnste|leukste|belangrijkste|grootste|beste",
    "meest ... missen",
    "zou|zal ... missen",
    "missen + vooral|meest|enorm|zou",
    "belangrijk",
    "heb|heeft|had ... geleerd",
    "geleerd",
    "veranderen",
    "anders ... geworden",
    "dankzij",
    "door de groep",
    "door deze groep",
    "gebracht|opgeleverd|gegeven + heeft|hebben|heb|me|mij|haar|hem",
    "helpen + groep|mij|me|haar|hem|echt",
    "waarderen",
    "waarde",
    "betekenen + veel|groep|voor mij|haar|hem",
    "merken",
    "opvallen",
    "familie|dochter|zoon|man|vrouw|moeder|omgeving + zeggen|zien|merken|vinden",
    "sinds",
    "nu",
    "daar ... om",
    "daarom",
)
"""What tells that a sentence says what the group gave: what was most valuable, would be missed, was learned."""

ASIDES = (
    "tip",
    "tips voor",
    "verbeterpunt",
    "verbeteren",
    "beter + kunnen",
    "kritiek",
    "nadeel",
    "jammer",
    "minpunt",
    "zou ... fijn|leuk|mooi|goed zijn",
    "zou ... vaker|meer|langer",
    "sociaal werker",
    "sociaal werkster",
    "sociaal werkers",
    "begeleider|begeleidster|begeleiding",
    "stagiair|stagiaire|stagiairs",
    "student|studente|studenten",
    "jongerenwerker|jongerenwerkster|jongerenwerkers",
    "docent|trainer|cursusleider",
    "in de toekomst",
    "wekelijks",
    "elke|iedere maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|week|maandagochtend|dinsdagochtend",
)
"""What tells that a sentence is about something else: tips, those who guide the group, when it meets."""

BEFORE = (
    "vroeger",
    "voorheen",
    "eerst",
    "eerste keer",
    "voordat",
    "in het begin",
    "destijds",
    "van tevoren",
    "spannend",
    "zenuwachtig",
    "jaar geleden",
)
"""What tells that a sentence is about the time before, or about the first day."""

PERSISTS = frozenset(["steeds", "nog", "blijven", "blijft", "bleef"])
"""'Nog steeds eenzaam': what a group helps against, and did not."""

TURNS = PERSISTS | {"minder"}
"""What tells, beside a denial, whether something became less."""

EVERYDAY = frozenset(
    [
        "gezellig",
        "gezelligheid",
        "koffie",
        "thee",
        "samen",
        "elkaar",
        "groep",
        "leuk",
        "fijn",
        "praten",
        "praatje",
        "lachen",
        "contact",
        "sfeer",
        "mens",
        "leren",
        "helpen",
        "steun",
        "delen",
        "ervaring",
        "verhaal",
        "durven",
        "thuis",
        "welkom",
        "luisteren",
        "tip",
        "voelen",
        "kennen",
        "plezier",
        "taart",
        "koek",
        "tafel",
        "week",
        "dag",
        "drinken",
        "maken",
        "komen",
        "hebben",
        "zijn",
        "gaan",
        "ontmoeten",
        "genieten",
        "nieuw",
        "eten",
        "koken",
        "wandelen",
        "spannend",
        "kletsen",
        "meedoen",
        "belangrijk",
        "doen",
        "zelf",
        "kunnen",
        "weten",
    ]
)
"""Lemmas heard in nearly every story about a group: they tell little by themselves."""

SEPARABLE = (
    "mee",
    "om",
    "op",
    "uit",
    "af",
    "bij",
    "langs",
    "over",
    "aan",
    "in",
    "terug",
    "door",
    "voor",
    "binnen",
    "open",
    "klaar",
    "samen",
    "weg",
    "na",
    "toe",
)
"""First parts of separable verbs: 'omkijken' is also 'kijkt naar elkaar om'."""
