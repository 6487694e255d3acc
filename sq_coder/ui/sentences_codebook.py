"""Refusals about the codebook, figures and public files in Dutch."""

from __future__ import annotations

ABOUT_THE_CODEBOOK: tuple[tuple[str, str], ...] = (
    (
        r"The codebook has a newer version than the one you saw\. .*",
        "De kernwoordenlijst heeft een nieuwere versie dan die u zag. Uw wijziging is niet opgeslagen. "
        "Bekijk de lijst opnieuw en wijzig haar dan.",
    ),
    (
        r"codebook\.yaml is written in a way that the screens cannot change\. .*",
        "codebook.yaml is geschreven op een manier die hier niet te wijzigen is. Er is niets gewijzigd. "
        "Wijzig het bestand zelf in een teksteditor.",
    ),
    (
        r"This file is too large for a codebook\. .*",
        "Dit bestand is te groot voor een kernwoordenlijst. Er is niets gewijzigd. Kies codebook.yaml.",
    ),
    (
        r"This file is not UTF-8 text\. .*",
        "Dit bestand is geen UTF-8-tekst. Er is niets gewijzigd. Sla het op als UTF-8 en probeer het opnieuw.",
    ),
    (
        r"this is not valid YAML: .*",
        "dit is geen geldige YAML. Verbeter de regel (spring in met spaties).",
    ),
    (
        r"there is nothing in it\. .*",
        "er staat niets in. Schrijf in elk geval een naam, condities en kernwoorden.",
    ),
    (
        r"keyword (?P<a>'.*?') has more than four words\. .*",
        "kernwoord {a} heeft meer dan vier woorden. Kort het in tot hoogstens vier.",
    ),
    (
        r"(?P<a>'.*?') holds no letter or digit\. .*",
        "in {a} staat geen letter of cijfer. Schrijf een kernwoord.",
    ),
    (
        r"keyword (?P<a>'.*?') stands here twice\. .*",
        "kernwoord {a} staat hier twee keer. Houd er een.",
    ),
    (
        r"keyword (?P<a>'.*?') stands under two conditions .*",
        "kernwoord {a} staat onder twee condities. Houd er een.",
    ),
    (
        r"alias (?P<a>'.*?') already belongs to keyword (?P<b>'.*?')\. .*",
        "schrijfwijze {a} hoort al bij kernwoord {b}. Houd er een.",
    ),
    (
        r"signal word (?P<a>'.*?') has a sign without a word\. .*",
        "herkenningswoord {a} heeft een teken zonder woord. Verbeter of verwijder het.",
    ),
    (
        r"signal word (?P<a>'.*?') has a part without a word\. .*",
        "herkenningswoord {a} heeft een deel zonder woord. Verbeter of verwijder het.",
    ),
    (
        r"signal word (?P<a>'.*?') ends with '\.\.\.'\. .*",
        "herkenningswoord {a} eindigt op '...'. Verbeter of verwijder het.",
    ),
    (
        r"These counts are one person, .*",
        "Er staan aantallen in die op één persoon slaan. Er is niets gemaakt. Bevestig elk aantal.",
    ),
)
"""The English sentence of a refusal as a pattern, and the Dutch one with the same facts."""
