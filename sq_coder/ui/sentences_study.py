"""What the study's folder, settings, database and figures may refuse, in Dutch: patterns of the English sentences."""

from __future__ import annotations

_FILE = r"(?P<file>.+?)"
_Q = r"(?P<q>'.*?')"
_LEFT = "Er is niets gewijzigd."

ABOUT_THE_STUDY: tuple[tuple[str, str], ...] = (
    # The folder and study.toml.
    (
        rf"{_FILE} is empty or gone\. .*",
        f"{{file}} is leeg of weg. {_LEFT} Zet het bestand terug, of zet een reservekopie terug in een nieuwe map met: "
        "sq-coder -s NIEUW restore BESTAND",
    ),
    (
        r"study\.toml is missing\. .*",
        f"study.toml is er niet. {_LEFT} Zet het bestand terug in de map van het onderzoek.",
    ),
    (
        r"study\.toml is not readable as TOML \((?P<what>.*)\)\. .*",
        f"study.toml is niet te lezen ({{what}}). {_LEFT} Verbeter het bestand en laad de pagina opnieuw.",
    ),
    (
        r"study\.toml says most_cost without input_price and output_price, .*",
        "In study.toml staat most_cost zonder input_price en output_price, en dan weet een ronde niet wat ze kost. Er is "
        "niets gewijzigd. Vul de prijzen in en laad de pagina opnieuw.",
    ),
    (
        rf"study\.toml says (?P<name>\S+) = {_Q}; it can be (?P<l>.*?)\. .*",
        f"In study.toml staat {{name}} = {{q}}; het kan zijn: {{l}}. {_LEFT} Verbeter het bestand en laad de pagina opnieuw.",
    ),
    (
        r"study\.toml has an unknown key (?P<q>'.*?').*",
        f"In study.toml staat iets onbekends: {{q}}. {_LEFT} Verbeter het bestand en laad de pagina opnieuw.",
    ),
    (
        r"study\.toml (?:says|says something else in) (?P<name>\S+?)(?: =.*|; it must.*| below.*| outside.*)",
        f"In study.toml klopt {{name}} niet. {_LEFT} Verbeter het bestand en laad de pagina opnieuw.",
    ),
    (
        rf"{_FILE} could not be read: .*",
        f"{{file}} kon niet worden gelezen. {_LEFT} Sluit het in andere programma's, of vraag wie het mag lezen.",
    ),
    (
        rf"{_FILE} is not UTF-8 text\. .*",
        f"{{file}} is geen UTF-8-tekst. {_LEFT} Sla het op als UTF-8 en probeer het opnieuw.",
    ),
    (
        r"(?:codebook\.yaml is missing|The codebook file is not there).*",
        f"De kernwoordenlijst is er niet. {_LEFT} Zet codebook.yaml terug in de map van het onderzoek.",
    ),
    (
        rf"There is a (?P<what>\S+) in {_FILE} already\. .*",
        "In {file} staat al een {what}. Er is niets gemaakt. Kies een andere map.",
    ),
    (
        rf"{_FILE} cannot be (?:written|made) \((?P<why>.*?)\)\. .*",
        "In {file} kan niet worden geschreven ({why}). Er is niets gemaakt. Kies een andere map.",
    ),
    (
        rf"{_FILE} is not empty and holds no demonstration\. .*",
        "{file} is niet leeg en bevat geen demonstratie. Er is niets aangeraakt. Kies een nieuwe map.",
    ),
    (
        rf"{_FILE} (?:is there already|holds a study already)\. .*",
        f"In {{file}} staat al een onderzoek. {_LEFT} Kies een andere map.",
    ),
    (
        rf"{_FILE} was made by a newer sq-coder \(schema (?P<n>\w+)\)\. .*",
        f"{{file}} is gemaakt met een nieuwere sq-coder ({{n}}). {_LEFT} Werk sq-coder bij.",
    ),
    # The database.
    (
        rf"{_FILE} may not be read by you\. .*",
        f"{{file}} mag u niet lezen. {_LEFT} Vraag de eigenaar om toegang.",
    ),
    (
        rf"{_FILE} cannot be read or written: .*",
        f"{{file}} kan niet worden gelezen of geschreven: de schijf is vol, of de schijf of netwerkschijf hapert. {_LEFT} "
        "Maak ruimte vrij, of zet het onderzoek op deze computer.",
    ),
    (
        rf"{_FILE} is not a study's database\. .*",
        f"{{file}} is geen database van een onderzoek. {_LEFT} Zet een reservekopie terug met: sq-coder restore BESTAND",
    ),
    (
        rf"{_FILE} does not let you in: .*",
        f"{{file}} laat u niet binnen: naam of wachtwoord klopt niet. {_LEFT} Zet PGPASSWORD, of vraag het de beheerder.",
    ),
    (
        rf"{_FILE} does not exist on that server\. .*",
        f"{{file}} bestaat niet op die server. {_LEFT} Vraag de beheerder de database te maken.",
    ),
    (
        rf"{_FILE} (?:does not give you this right|may only be read)\. .*",
        f"{{file}} mag u niet wijzigen. {_LEFT} Vraag de beheerder om het recht.",
    ),
    (
        rf"{_FILE} has no room or no connection left\. .*",
        f"{{file}} heeft geen ruimte of verbinding meer over. {_LEFT} Vraag het de beheerder en probeer het opnieuw.",
    ),
    (
        rf"{_FILE} cannot hold a character in this text .*",
        f"{{file}} kan een teken in deze tekst niet bewaren. {_LEFT} Verbeter de tekst.",
    ),
    (
        rf"{_FILE} refused this: .*",
        f"{{file}} weigerde dit: het noemt iets wat het onderzoek niet heeft, al heeft, of niet toestaat. {_LEFT} Laad de "
        "pagina opnieuw en probeer het dan.",
    ),
    (
        rf"{_FILE}: what stands in \w+ is only ever added to\. .*",
        f"{{file}}: wat is vastgelegd, wordt alleen aangevuld. {_LEFT} Sla een nieuwe keuze op.",
    ),
    (
        r"The address of the database is not one\. .*",
        f"Het adres van de database klopt niet. {_LEFT} Schrijf het in study.toml als postgresql://naam@server/database, "
        "het wachtwoord in PGPASSWORD.",
    ),
    (
        rf"{_FILE} is not a database that sq-coder knows\. .*",
        f"{{file}} is geen database die sq-coder kent. {_LEFT} Geef een bestand, of een adres met postgresql://.",
    ),
    (
        rf"{_FILE} needs a package that is not installed\. .*",
        f"{{file}} vraagt een onderdeel dat niet is geïnstalleerd. {_LEFT} Installeer het met: "
        "pip install 'sq-coder[postgresql]'",
    ),
    # Codebook, counts and figures.
    (
        r"Another codebook came in force meanwhile\. .*",
        f"De kernwoordenlijst is intussen gewijzigd. {_LEFT} Laad de pagina opnieuw en probeer het dan.",
    ),
    (
        rf"No story has an attribute {_Q}\. .*",
        "Geen verhaal heeft het kenmerk {q}. Er is niets geteld. Kies jaar, groep of verteld door.",
    ),
    (
        r"There are no proposals yet\. .*",
        "Er zijn nog geen voorstellen. Er is niets geteld. Maak ze eerst bij Voorstellen.",
    ),
    (
        r"The figure would be (?P<a>\d+) by (?P<b>\d+) pixels\. .*",
        "De figuur zou {a} bij {b} beeldpunten worden. Er is niets gemaakt. Kies een kleinere figuur, of svg of pdf.",
    ),
    (
        rf"(?:A chart|A figure|An export|Pages) cannot be written as {_Q}\. .*",
        "Dit kan niet worden gemaakt als {q}. Er is niets gemaakt. Kies een ander soort bestand.",
    ),
    (
        rf"(?:{_Q} cannot be printed|A published state cannot be written)\b.*",
        "Dit kan zo niet worden gemaakt. Er is niets gemaakt. Kies iets anders uit de lijst.",
    ),
    (
        r"There are no stories yet\. .*",
        "Er zijn nog geen verhalen. Er is niets gemaakt. Breng ze eerst in bij Verhalen.",
    ),
    (
        r"A page could not be joined to the others\. .*",
        "Een bladzijde paste niet bij de andere. Er is niets gemaakt. Laad de pagina opnieuw en probeer het dan.",
    ),
    (
        rf"There is a published state {_Q} already\. .*",
        "Er is al een stand {q} bewaard. Er is niets bewaard. Kies een andere naam.",
    ),
    (
        rf"There is no published state {_Q}\. .*",
        f"Er is geen bewaarde stand {{q}}. {_LEFT} Laad de pagina opnieuw.",
    ),
    (
        rf"{_Q} cannot be left out\. .*",
        "{q} kan niet worden weggelaten. Er is niets gemaakt. Kies groep of jaar.",
    ),
    (
        r"Nobody chose independently, .*",
        "Niemand koos los van een ander, dus er is geen figuur per onderzoeker. Er is niets getekend.",
    ),
    (
        rf"{_FILE} is a project\. .*",
        "{file} is een project uit een ander programma. Er is niets ingebracht. Breng het alleen in.",
    ),
)
"""The English sentence of a refusal as a pattern, and the Dutch one with the same facts."""
