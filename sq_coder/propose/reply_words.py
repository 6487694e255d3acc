"""The words by which a reply is read: what says nothing, what makes a sentence, what is another language."""

from __future__ import annotations

# What says nothing by itself, as a whole answer.
NO_WORD = frozenset({"geen", "onbekend", "nvt", "n.v.t", "n/a", "none", "null", "undefined", "unknown"})
ASIDE = frozenset(
    {
        "ja",
        "graag",
        "nee",
        "ok",
        "oké",
        "oke",
        "natuurlijk",
        "zeker",
        "prima",
        "user",
        "assistant",
        "system",
        "yes",
        "no",
    }
)
ASKED = frozenset({"kernwoord", "kernwoorden", "verhaal", "samenvatting", "antwoord", "keyword", "story", "onderzoek"})
ARTICLES = frozenset({"het", "een", "één", "dit", "mijn", "de", "the"})
FINITE = frozenset({"is", "was", "wordt", "heeft", "gaat", "betekent", "blijkt"})
VERBS = frozenset(
    [
        "is",
        "zijn",
        "was",
        "waren",
        "wordt",
        "worden",
        "werd",
        "heeft",
        "hebben",
        "had",
        "gaat",
        "geeft",
        "vindt",
        "kan",
        "komt",
        "staat",
        "draait",
        "vat",
        "past",
        "laat",
        "toont",
        "beschrijft",
    ]
)
OPENERS = frozenset(
    ["ik", "het", "dit", "deze", "dat", "in", "op", "de", "een", "volgens", "uit", "er", "je", "we", "hij", "zij", "ze"]
)
ENGLISH = frozenset(
    [
        "the",
        "of",
        "and",
        "with",
        "story",
        "keyword",
        "support",
        "social",
        "contact",
        "contacts",
        "connection",
        "community",
        "belonging",
        "loneliness",
        "friendship",
        "friendships",
        "self-confidence",
        "confidence",
        "empowerment",
        "together",
        "togetherness",
        "resilience",
        "growth",
        "isolation",
        "inclusion",
        "wellbeing",
        "well-being",
        "independence",
        "creativity",
        "recovery",
        "recognition",
        "safety",
        "hope",
        "joy",
        "fun",
        "friends",
        "this",
        "that",
        "is",
        "for",
        "to",
        "in",
        "learning",
        "sharing",
        "caring",
        "financial",
        "stress",
        "network",
        "meeting",
        "people",
        "new",
        "being",
        "yourself",
        "cohesion",
        "solidarity",
        "trust",
        "self-care",
        # A model that leaves Dutch goes to English, seldom to these.
        "freundschaft",
        "gemeinschaft",
        "zusammenhalt",
        "zugehörigkeit",
        "unterstützung",
        "einsamkeit",
        "amitié",
        "solidarité",
        "soutien",
        "entraide",
        "communauté",
        "la",
        "le",
        "der",
        "das",
        "und",
        "et",
    ]
)
BOTH = frozenset(["in", "is", "sociale", "contact", "stress", "empowerment", "hope"])
DUTCH = frozenset(["de", "het", "een", "van", "en", "met", "zijn", "niet", "voor", "aan", "op", "te", "om", "bij"])
# Words joined by 'en' that name one thing; all other pairs are two keywords.
PAIRS = frozenset({"gezien en gehoord", "vallen en opstaan", "wel en wee", "lief en leed", "leven en laten leven"})
