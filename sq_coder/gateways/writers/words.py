"""The words of exports: sheet names, headers and values, in Dutch and English."""

from __future__ import annotations

import re
from typing import Literal

from sq_coder.domain import Contents

Language = Literal["nl", "en"]

WORDS: dict[str, tuple[str, str]] = {
    # sheets
    "stories": ("Verhalen", "Stories"),
    "proposals": ("Voorstellen", "Proposals"),
    "suggestions": ("Suggesties", "Suggestions"),
    "decisions": ("Keuzes", "Decisions"),
    "verdicts": ("Vastgesteld", "Agreed"),
    "rulings": ("Plekken", "Places"),
    "tallies": ("Aantallen", "Counts"),
    "log": ("Logboek", "Log"),
    "notes": ("Kernwoorden per verhaal", "Keywords per story"),
    # headers
    "story": ("verhaal", "story"),
    "title": ("titel", "title"),
    "year": ("jaar", "year"),
    "group": ("groep", "group"),
    "told_by": ("verteld door", "told by"),
    "source": ("bron", "source"),
    "words": ("woorden", "words"),
    "status": ("status", "status"),
    "ai": ("mag naar taalmodel", "may go to language model"),
    "quote": ("mag geciteerd", "may be quoted"),
    "archive": ("mag bewaard", "may be kept"),
    "revision": ("versie", "revision"),
    "text": ("tekst", "text"),
    "proposal": ("voorstel", "proposal"),
    "proposal_id": ("voorstel-id", "proposal id"),
    "run": ("ronde", "run"),
    "proposer": ("voorsteller", "proposer"),
    "model": ("model", "model"),
    "prompt": ("prompt", "prompt"),
    "prompt_sha256": ("prompt sha256", "prompt sha256"),
    "score": ("score", "score"),
    "asked_model": ("gevraagd model", "requested model"),
    "prompt_text": ("prompt letterlijk", "prompt verbatim"),
    "parameters": ("instellingen", "parameters"),
    "endpoint": ("dienst", "service"),
    "codebook_sha256": ("kernwoordenlijst sha256", "codebook sha256"),
    "text_sha256": ("tekst sha256", "text sha256"),
    "thoughts": ("gedachten van het model", "the model's thoughts"),
    "finish_reason": ("hoe het ophield", "how it ended"),
    "fingerprint": ("vingerafdruk van het systeem", "system fingerprint"),
    "prompt_tokens": ("tokens verstuurd", "tokens sent"),
    "completion_tokens": ("tokens geantwoord", "tokens answered"),
    "seconds": ("seconden", "seconds"),
    "pseudonymised": ("gepseudonimiseerd", "pseudonymised"),
    "sq_coder": ("sq-coder", "sq-coder"),
    "proposed_at": ("voorgesteld op (UTC)", "proposed at (UTC)"),
    "asked_for": ("gevraagd", "asked for"),
    "about_keyword": ("bij kernwoord", "about keyword"),
    "place_suggested": ("voorgestelde conditie", "suggested condition"),
    "invented": ("niet in het verhaal", "not in the story"),
    "passages": ("passages", "passages"),
    "raw_reply": ("antwoord zoals het kwam", "reply as it came"),
    "reason": ("reden", "reason"),
    "at": ("moment (UTC)", "moment (UTC)"),
    "decision": ("keuze", "decision"),
    "researchers": ("onderzoekers", "researchers"),
    "saw": ("gezien", "in sight"),
    "keyword": ("kernwoord", "keyword"),
    "counts_as": ("telt als", "counts as"),
    "condition": ("conditie", "condition"),
    "discussed": ("besproken", "discussed"),
    "remark": ("opmerking", "remark"),
    "note_remark": ("opmerking bij kernwoord", "remark on keyword"),
    "latest": ("laatste", "latest"),
    "ruling_id": ("plek-id", "place id"),
    "ruling": ("wat", "what"),
    "into": ("samengevoegd met", "merged into"),
    "slice": ("deel", "part"),
    "times": ("keer genoteerd", "times noted"),
    "in_stories": ("in verhalen", "in stories"),
    "of_stories": ("van verhalen", "of stories"),
    "what": ("wat", "what"),
    "who": ("wie", "who"),
    "about": ("waarover", "about"),
    "detail": ("bijzonderheden", "details"),
    # values
    "yes": ("ja", "yes"),
    "no": ("nee", "no"),
    "unknown": ("onbekend", "unknown"),
    "resident": ("bewoner", "resident"),
    "facilitator": ("groepsbegeleider", "facilitator"),
    "undecided": ("nog geen plek", "no place yet"),
    "all": ("alle verhalen", "all stories"),
    "total": ("totaal", "total"),
    "not_seen": ("nog niet bekeken", "not seen yet"),
    "draft": ("concept", "draft"),
    "seen_by_one": ("door één bekeken", "seen by one"),
    "to_discuss": ("te bespreken", "to discuss"),
    "agreed": ("vastgesteld", "agreed"),
    "withdrawn": ("ingetrokken", "withdrawn"),
    "openai": ("Taalmodel (AI)", "Language model (AI)"),
    "paste": ("Plakken uit een chat", "Pasted from a chat"),
    "codebook": ("Woordzoeker (geen AI)", "Word finder (no AI)"),
    "asked.passages": ("passages", "passages"),
    "asked.place": ("conditie", "condition"),
    "ok": ("bruikbaar", "usable"),
    "unusable": ("onbruikbaar antwoord", "unusable reply"),
    "failed": ("mislukt", "failed"),
    "no_fitting_word": ("geen passend woord", "no fitting word"),
    "sight.proposal": ("voorstel", "proposal"),
    "sight.none": ("eerst zelf gekozen", "chosen without"),
    "sight.unknown": ("onbekend", "unknown"),
    "place": ("plek gegeven", "placed"),
    "merge": ("samengevoegd", "merged"),
    "unmerge": ("weer los", "unmerged"),
    "added": ("verhaal toegevoegd", "story added"),
    "revised": ("verhaal gewijzigd", "story revised"),
    "ran": ("voorstellen gevraagd", "proposals asked"),
    "decided": ("gekozen", "decided"),
    "researcher": ("onderzoeker", "researcher"),
    # documents
    "figure": ("Figuur", "Figure"),
    "table": ("Tabel", "Table"),
    "page": ("Pagina", "Page"),
    "of": ("van", "of"),
    "cut": ("… (afgebroken: een cel van Excel houdt niet meer; de hele tekst staat in json)",
            "… (cut: a cell of Excel holds no more; the whole text stands in json)"),
    "report_title": ("Kernwoorden uit verhalen van bewoners", "Keywords from residents' stories"),
    "made": ("Gemaakt op {date} met sq-coder {version} uit de gegevens van '{name}'.",
             "Made on {date} with sq-coder {version} from the data of '{name}'."),
    "list_version": ("Kernwoordenlijst: {name} ({sha}).", "Codebook: {name} ({sha})."),
    "figures": ("Figuren", "Figures"),
    "tables": ("Tabellen", "Tables"),
    "table_keywords": ("Kernwoorden per conditie, {stories}", "Keywords by condition, {stories}"),
    "table_slices": ("Keer genoteerd per jaar", "Times noted by year"),
    "table_outcomes": ("Wat het nakijken veranderde, {stories}", "What checking changed, {stories}"),
    "table_runs": ("Hoe de voorstellen zijn gemaakt", "How the proposals were made"),
    "outcome": ("uitkomst", "outcome"),
    "kept": ("gelaten", "kept"),
    "changed": ("veranderd", "changed"),
    "one_added": ("één aangevuld", "one added"),
    "two_added": ("twee aangevuld", "two added"),
    "more_added": ("meer aangevuld", "more added"),
    "changed_and_added": ("veranderd en aangevuld", "changed and added"),
    "no_proposal": ("zonder voorstel", "without a proposal"),
    "n_stories": ("verhalen", "stories"),
    "one_story": ("1 verhaal", "1 story"),
    "n_keywords": ("kernwoorden", "keywords"),
    "n_proposals": ("voorstellen", "proposals"),
    "not_known": ("niet bekend", "not known"),
    "public_note": ("Zonder teksten, namen, opmerkingen en kenmerken van verhalen.",
                    "Without texts, names, remarks and ids of stories."),
}  # fmt: skip


def word(key: str, language: Language) -> str:
    """The word for a key; the key itself when there is none, so that nothing becomes empty."""
    pair = WORDS.get(key)
    return (pair[0] if language == "nl" else pair[1]) if pair else key


def language_of(contents: Contents, language: Language | None) -> Language:
    """The language asked for, else the study's."""
    return language or ("en" if contents.settings.language == "en" else "nl")


# What XML 1.0 cannot hold (production 2, Char), which is also what Excel and Word refuse.
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """The text without what XML cannot hold, with LF for line ends: what every document accepts."""
    if not text.isprintable():
        text = _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text
