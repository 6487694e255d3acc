"""What a language model or the way to it may refuse, in Dutch: patterns of the English sentences."""

from __future__ import annotations

_HOST = r"(?P<host>.+?)"
_KEPT = r" Stories that have a proposal are kept\. .*"
_LEFT = "Wat al is beantwoord blijft bewaard."

ABOUT_MODELS: tuple[tuple[str, str], ...] = (
    (
        r"The proxy or the certificates that the environment names cannot be used \((?P<names>.*)\)\. .*",
        "De proxy of de certificaten die de omgeving noemt, zijn niet te gebruiken ({names}). Er is niets verstuurd. "
        "Verbeter die variabele, of haal haar weg.",
    ),
    (
        rf"{_HOST} does not accept the key\.{_KEPT}Check the environment variable (?P<key>\w+)\.",
        f"{{host}} aanvaardt de sleutel niet. {_LEFT} Controleer de omgevingsvariabele {{key}}.",
    ),
    (
        rf"{_HOST} says that there is no credit left \((?P<n>\d+)\)\.{_KEPT}",
        f"{{host}} zegt dat het tegoed op is ({{n}}). {_LEFT} Vul het tegoed aan, of kies een ander adres.",
    ),
    (
        rf"{_HOST} does not allow this with your key\.{_KEPT}",
        f"{{host}} staat dit met uw sleutel niet toe. {_LEFT} Vraag het aan de beheerder.",
    ),
    (
        rf"{_HOST} does not know the model (?P<q>'.*?')\.{_KEPT}",
        f"{{host}} kent het model {{q}} niet. {_LEFT} Schrijf de naam van een model dat er is.",
    ),
    (
        rf"{_HOST} says: too many requests, or no credit left \((?P<n>\d+)\)\.{_KEPT}",
        f"{{host}} zegt: te veel vragen, of het tegoed is op ({{n}}). {_LEFT} Start later opnieuw.",
    ),
    (
        rf"{_HOST} finds the story too long \((?P<n>\d+)\)\.{_KEPT}",
        f"{{host}} vindt het verhaal te lang ({{n}}). {_LEFT} Kies een model dat langere teksten aankan.",
    ),
    (
        rf"{_HOST} stopped this story by its content filter \((?P<n>\d+)\)\.{_KEPT}",
        f"{{host}} hield dit verhaal tegen met een inhoudsfilter ({{n}}). {_LEFT} Kies een ander adres, of beslis zonder voorstel.",
    ),
    (
        rf"{_HOST} does not take a setting of this model \((?P<n>\d+)\)\.{_KEPT}",
        f"{{host}} aanvaardt een instelling van dit model niet ({{n}}). {_LEFT} Laat temperature, seed of max_tokens weg uit "
        "study.toml.",
    ),
    (
        rf"{_HOST} sends requests elsewhere \((?P<n>\d+)\), .*",
        f"{{host}} stuurt vragen door naar een ander adres ({{n}}); dat gebeurt niet. {_LEFT} Schrijf het juiste adres.",
    ),
    (
        rf"{_HOST} has a fault \((?P<n>\d+)\)\.{_KEPT}",
        f"{{host}} heeft een storing ({{n}}). {_LEFT} Start later opnieuw, of kies een ander adres.",
    ),
    (
        rf"{_HOST} did not take the request \((?P<n>\d+)\)\.{_KEPT}",
        f"{{host}} nam de vraag niet aan ({{n}}). {_LEFT} Start later opnieuw, of kies een ander adres.",
    ),
    (
        rf"{_HOST} refused the request \((?P<n>\d+)\)\.{_KEPT}",
        f"{{host}} weigerde de vraag ({{n}}). {_LEFT} Misschien is het verhaal te lang, of kent het model temperature of "
        "seed niet: kijk bij [model] in study.toml.",
    ),
    (
        rf"{_HOST} did not answer in time\.{_KEPT}",
        f"{{host}} antwoordde niet op tijd. {_LEFT} Start opnieuw, met minder vragen tegelijk.",
    ),
    (
        rf"{_HOST} broke off the connection\.{_KEPT}",
        f"{{host}} verbrak de verbinding. {_LEFT} Start later opnieuw.",
    ),
    (
        rf"{_HOST} cannot be reached\.{_KEPT}",
        f"{{host}} is niet bereikbaar. {_LEFT} Controleer het adres en de verbinding, en of een model op deze computer "
        "aan staat.",
    ),
    (
        rf"{_HOST} cannot be trusted: .*",
        f"{{host}} is niet te vertrouwen: het certificaat (TLS) klopt niet. {_LEFT} Controleer het adres en vraag het "
        "aan de beheerder.",
    ),
    (
        rf"{_HOST} answered something that is not a chat completion\.{_KEPT}",
        f"{{host}} antwoordde iets anders dan een taalmodel. {_LEFT} Controleer het adres: het eindigt meestal op /v1",
    ),
    (
        rf"{_HOST} asks to wait for (?P<n>\d+) seconds \(429\)\.{_KEPT}",
        f"{{host}} vraagt {{n}} seconden te wachten. {_LEFT} Start daarna opnieuw.",
    ),
    (
        r"The key in the environment variable (?P<key>\w+) holds characters that no key has\. .*",
        "De sleutel in de omgevingsvariabele {key} bevat tekens die geen sleutel heeft. Er is niets verstuurd. Kopieer "
        "hem opnieuw.",
    ),
    (
        rf"{_HOST} has no Batch API, or no longer has this batch\.{_KEPT}",
        f"{{host}} kent geen batches, of heeft deze batch niet meer. {_LEFT} Vraag het zonder batch, of controleer het adres.",
    ),
    (
        rf"{_HOST} refused the batch \((?P<n>\d+)\)\.{_KEPT}",
        f"{{host}} weigerde de batch ({{n}}). {_LEFT} Vraag het zonder batch, of kies een model dat batches aankan.",
    ),
    (
        rf"{_HOST} ended the batch without an answer for this story\.{_KEPT}",
        f"{{host}} beëindigde de batch zonder antwoord bij dit verhaal. {_LEFT} Start opnieuw.",
    ),
    (
        r"Azure's older addresses take no batches\. .*",
        "De oudere adressen van Azure kennen geen batches. Er is niets verstuurd. Laat api_version weg uit study.toml en "
        "gebruik het adres dat eindigt op /openai/v1.",
    ),
    (
        r"The prompt (?P<q>'.*?') asks about a keyword that is there already\. .*",
        "De prompt {q} vraagt naar een kernwoord dat er al is. Er is niets bewaard. Kies een prompt die om een kernwoord "
        "vraagt.",
    ),
    (
        r"No language model is named\. .*",
        "Er is geen taalmodel genoemd. Er is niets verstuurd. Vul het adres en de naam van het model in.",
    ),
    (
        r"There is no prompt (?P<q>'.*?') in prompts/ \(there is: (?P<l>.*)\)\. .*",
        "Er is geen prompt {q} in de map prompts (er is: {l}). Er is niets gevraagd. Kies een andere prompt.",
    ),
    (
        r"The prompt (?P<q>'.*?') was used with another text\. .*",
        "De prompt {q} is eerder met een andere tekst gebruikt. Er is niets gewijzigd. Geef de gewijzigde prompt een "
        "nieuwe naam, zoals de volgende versie.",
    ),
    (
        r"(?P<q>'.*?') is not a date\. .*",
        "{q} is geen datum. Er is niets bewaard. Schrijf de datum als 2024-11-25.",
    ),
)
"""The English sentence of a refusal as a pattern, and the Dutch one with the same facts."""
