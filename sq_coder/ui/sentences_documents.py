"""What readers and the database say, in Dutch: patterns of their English sentences."""

from __future__ import annotations

_N = r"(?P<n>\d+)"
_FILE = r"(?P<file>.+?)"
_Q = r"(?P<q>'.*?')"

ABOUT_DOCUMENTS: tuple[tuple[str, str], ...] = (
    # What is wrong with a document.
    (r"It is called docx but is no Word document\.", "Het heet docx, maar is geen Worddocument."),
    (r"It is called xlsx but is no Excel workbook\.", "Het heet xlsx, maar is geen Excelwerkmap."),
    (r"It is called (?P<k>\S+) but is none\.", "Het heet {k}, maar is dat niet."),
    (r"It is called (?P<k>\S+) but is (?:a|an) (?P<w>.+)\.", "Het heet {k}, maar is iets anders ({w})."),
    (
        r"It is damaged: Word's text in it cannot be read\.",
        "Het is beschadigd: de tekst van Word erin is niet te lezen.",
    ),
    (r"It is damaged or no text document\.", "Het is beschadigd of geen tekstdocument."),
    (r"It is damaged: its parts do not fit together\.", "Het is beschadigd: de delen passen niet bij elkaar."),
    (r"It is damaged: it cannot be unpacked\.", "Het is beschadigd: het kan niet worden uitgepakt."),
    (r"It is damaged\.", "Het is beschadigd."),
    (r"Its part '.*?' is damaged\.", "Een deel ervan is beschadigd."),
    (r"It is locked with a password\.", "Het is vergrendeld met een wachtwoord."),
    (
        r"It is a document of an old Office, whatever its name\.",
        "Het is een document van een oude Office, hoe het ook heet.",
    ),
    (r"It is empty\.", "Het is leeg."),
    (r"It has no text\.", "Er staat geen tekst in."),
    (r"It has no rows\.|It has a header and no rows\.", "Er staan geen rijen in."),
    (rf"It has more than {_N} rows\.", "Het heeft meer dan {n} rijen."),
    (r"It is no table\.", "Het is geen tabel."),
    (rf"Two of its columns are called {_Q}\.", "Twee kolommen heten {q}."),
    (
        r"There is no column with the text of a story; the columns are (?P<c>.*)\.",
        "Er is geen kolom met de tekst van een verhaal; de kolommen zijn {c}.",
    ),
    (
        rf"Its double quotes do not match: look near line {_N}\.",
        "De dubbele aanhalingstekens kloppen niet: kijk bij regel {n}.",
    ),
    (r"It is larger than (?P<n>\d+) MB\.", "Het is groter dan {n} MB."),
    (r"It unpacks to more than (?P<n>\d+) MB.*", "Uitgepakt is het meer dan {n} MB."),
    (
        rf"It holds {_N} files; at most (?P<m>\d+) are read\.",
        "Er zitten {n} bestanden in; hoogstens {m} worden gelezen.",
    ),
    (
        r"It holds a file that would be written outside it .*",
        "Er zit een bestand in dat erbuiten zou worden geschreven.",
    ),
    (r"It holds an XML entity, .*", "Er zit een XML-entiteit in, die geen kantoorprogramma schrijft."),
    (r"It is a zip in a zip\.", "Het is een zip in een zip."),
    (r"There is no document in this (?P<k>\w+)\.", "Er zit geen document in deze {k}."),
    (r"There is no such file\.", "Dit bestand is er niet."),
    (r"It cannot be read \((?P<w>.*)\)\.", "Het kan niet worden gelezen ({w})."),
    (r"It is not a text: its bytes are no characters\.", "Het is geen tekst: de inhoud bestaat niet uit letters."),
    (rf"It is UTF-8 with a damaged character at byte {_N}\.", "Het is UTF-8 met een beschadigd teken bij byte {n}."),
    (r"Files of the kind '(?P<k>.*)' are not read\.", "Bestanden van de soort ‘{k}’ worden niet gelezen."),
    (r"It is an old Word document\.", "Het is een oud Worddocument."),
    (r"It is a rich text document\.", "Het is een rtf-document."),
    (r"It is a Pages document\.", "Het is een Pages-document."),
    (r"It is an old Excel workbook\.", "Het is een oude Excelwerkmap."),
    (r"It is a LibreOffice table\.", "Het is een tabel van LibreOffice."),
    (r"It is a web page\.", "Het is een webpagina."),
    (r"It is an e-book\.", "Het is een e-book."),
    # What to do about it.
    (r"Give it its right name.*", "Geef het de goede naam, of sla het opnieuw op."),
    (r"Open it in Word and save it again\.", "Open het in Word en sla het opnieuw op."),
    (
        r"Open it in Word or LibreOffice and save it as docx\.",
        "Open het in Word of LibreOffice en sla het op als docx.",
    ),
    (
        r"Open it in Excel or LibreOffice and save it as xlsx\.",
        "Open het in Excel of LibreOffice en sla het op als xlsx.",
    ),
    (r"Open it in LibreOffice and save it again\.", "Open het in LibreOffice en sla het opnieuw op."),
    (r"Open it in Excel and save it again\.", "Open het in Excel en sla het opnieuw op."),
    (
        r"Open it in the program it comes from and save it again\.",
        "Open het in het programma waar het vandaan komt en sla het opnieuw op.",
    ),
    (
        r"Open it, print it to a new pdf, or ask for a copy\.",
        "Open het en druk het af naar een nieuwe pdf, of vraag een kopie.",
    ),
    (r"Save it without a password and import it again\.", "Sla het zonder wachtwoord op en breng het opnieuw in."),
    (r"Save it as docx or xlsx\.", "Sla het op als docx of xlsx."),
    (r"Save it as csv or xlsx\.", "Sla het op als csv of xlsx."),
    (r"Save it as one of (?P<l>.*)\.", "Sla het op als een van: {l}."),
    (r"Read are (?P<l>.*) and zip\.", "Gelezen worden {l} en zip."),
    (r"Choose (?:a|another) file\.", "Kies een ander bestand."),
    (r"(?:Make the file again, or ask|Ask) for another copy\.", "Maak het bestand opnieuw, of vraag een andere kopie."),
    (r"If it is a picture of a text, type the text over\.", "Is het een plaatje van een tekst, typ de tekst dan over."),
    (r"Leave out its pictures, or split it\.", "Laat de plaatjes weg, of verdeel het."),
    (r"Make it smaller\.|Split it\.", "Verdeel het in delen."),
    (r"Unpack it first\.", "Pak het eerst uit."),
    (
        r"Do not open it; ask where it comes from\.|A report is far smaller; ask where the file comes from\.",
        "Open het niet; vraag waar het vandaan komt.",
    ),
    (r"Give each column a name of its own\.", "Geef elke kolom een eigen naam."),
    (r"Call one of them text, tekst, verhaal or story\.", "Noem er een: tekst, text, verhaal of story."),
    (
        r"Put texts between double quotes, and double those inside\.",
        "Zet teksten tussen dubbele aanhalingstekens, en verdubbel die erbinnen.",
    ),
    (
        r"Write your own rows under its header and import it again\.",
        "Schrijf eigen rijen onder de kopregel en breng het opnieuw in.",
    ),
    (r"Close it elsewhere, or ask who may read it\.", "Sluit het elders, of vraag wie het mag lezen."),
    # What a reader left out or was not sure of.
    (
        rf"{_FILE}: read as (?P<c>.+?); look whether é and ë are right\.",
        "{file}: gelezen als {c}; kijk of é en ë goed staan.",
    ),
    (rf"{_FILE}: (?:a picture was|{_N} pictures were) left out\.", "{file}: plaatjes zijn weggelaten."),
    (
        rf"{_FILE}: (?:a comment was|{_N} comments were) left out\.",
        "{file}: opmerkingen in de kantlijn zijn weggelaten.",
    ),
    (rf"{_FILE}: (?:a footnote was|{_N} footnotes were) left out\.", "{file}: voetnoten zijn weggelaten."),
    (
        rf"{_FILE}: (?:a deletion was|{_N} deletions \(tracked changes\) were) followed\.",
        "{file}: bijgehouden verwijderingen zijn gevolgd.",
    ),
    (rf"{_FILE}: (?:a text box was|{_N} text boxes were) placed after .*", "{file}: tekstvakken staan na hun alinea."),
    (
        rf"{_FILE}: running heads, feet and page numbers \({_N} characters\) were left out\.",
        "{file}: kopregels, voetregels en paginanummers ({n} tekens) zijn weggelaten.",
    ),
    (
        rf"{_FILE}: {_N} of (?P<m>\d+) pages have no text; what is in a picture was not read\.",
        "{file}: {n} van de {m} bladzijden hebben geen tekst; wat in een plaatje staat is niet gelezen.",
    ),
    (
        rf"{_FILE}: only its sheet {_Q} was read; it has {_N}\.",
        "{file}: alleen het blad {q} is gelezen; er zijn er {n}.",
    ),
    (rf"{_FILE}: the example row was left out\.", "{file}: de voorbeeldrij is weggelaten."),
    # What splitting was not sure of.
    (
        rf"{_FILE}: its table of contents names {_N} stories; (?P<m>\d+) were found, not (?P<w>.+)\. Look .*",
        "{file}: de inhoudsopgave noemt {n} verhalen; er zijn er {m} gevonden, niet {w}. Kijk of het document heel is.",
    ),
    (
        rf"It has {_N} headings but no appendix or heading that announces stories, .*",
        "Het document heeft {n} koppen, maar geen bijlage of kop die verhalen aankondigt, en is daarom als één verhaal "
        "genomen. Zijn het er meer, zet er dan een kop als ‘Bijlage: Verhalen’ boven, of bewaar elk verhaal als bestand.",
    ),
    # What the database says.
    (
        rf"{_FILE} is being written by another program or another computer\. .*",
        "{file} wordt door een ander programma of een andere computer beschreven. Er is niets gewijzigd. "
        "Probeer het zo dadelijk opnieuw.",
    ),
    (
        rf"{_FILE} may not be written: .*",
        "In {file} mag niet worden geschreven: het bestand of de map is alleen-lezen. Er is niets gewijzigd. "
        "Zet het onderzoek in een map waarin u mag schrijven.",
    ),
    (
        rf"{_FILE} cannot be opened: .*",
        "{file} kan niet worden geopend: de map ontbreekt, is alleen-lezen of buiten bereik. Er is niets gewijzigd. "
        "Controleer de map.",
    ),
    (
        rf"{_FILE} cannot grow: .*",
        "{file} kan niet groeien: de schijf is vol. Er is niets gewijzigd. Maak ruimte vrij.",
    ),
    (
        rf"{_FILE} is damaged\. Nothing was changed\. .*",
        "{file} is beschadigd. Er is niets gewijzigd. Zet een reservekopie terug met: sq-coder restore BESTAND",
    ),
    (
        rf"{_FILE} cannot be reached\. .*",
        "{file} is niet bereikbaar. Er is niets gewijzigd. Controleer het netwerk en het adres in study.toml.",
    ),
    (
        rf"{_FILE} cannot be (?:used|read or written).*",
        "{file} kan niet worden gebruikt. Er is niets gewijzigd. Controleer het met: sq-coder check",
    ),
)
"""A pattern of an English sentence, and the Dutch one with the same facts."""
