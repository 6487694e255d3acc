"""The methods and results text: every number from the data, and nothing beyond it."""

import doctest
import re
from collections import Counter
from dataclasses import replace
from importlib import import_module

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import CODEBOOK, decide, propose, rule, stories, tell

from sq_coder import quadrant, report, review
from sq_coder.domain import (
    Agreement,
    Answer,
    Consent,
    Decision,
    Outcome,
    Perspective,
    Prompt,
    Proposal,
    ProposalId,
    Ruling,
    Run,
    RunId,
    Settings,
    Sight,
    Story,
    StoryId,
    Working,
)
from sq_coder.report import ReportInput, dutch, english
from sq_coder.report.appendix import HEADING
from sq_coder.report.words import DUTCH, ENGLISH

FORBIDDEN = {
    "nl": ("impact", "draagt bij", "dragen bij", "bijdrage", "toename", "afname", "leidt tot"),
    "en": ("impact", "contribut", "increas", "decreas", "leads to", "effect"),
}

PROMPT = Prompt("kernwoord.v1", "Welk kernwoord past bij het verhaal?\n")
RUN = Run(RunId("run"), "paste", model="gpt-4o", prompt_sha256=PROMPT.sha256, parameters=(("date", "2024-11-25"),))
SETTINGS = Settings("onderzoek")


def study(
    decisions: list[Decision],
    told: dict[StoryId, Story],
    *rulings: Ruling,
    proposals: list[Proposal] | None = None,
    agreement: bool = True,
) -> ReportInput:
    """What study.py hands over, made by the stages themselves."""
    verdicts = [v for of in review.by_story(decisions).values() if (v := review.verdict(of))]
    words = [note.keyword for verdict in verdicts for note in verdict.notes]
    placements = quadrant.placements(rulings, CODEBOOK, words)
    return ReportInput(
        settings=SETTINGS,
        codebook=CODEBOOK,
        stories=told,
        verdicts=tuple(verdicts),
        tally=quadrant.tally(verdicts, told, placements=placements, codebook=CODEBOOK),
        placements=placements,
        agreement=review.agreement(
            decisions, condition_of=lambda note: quadrant.note_condition(note, placements, CODEBOOK)
        )
        if agreement
        else None,
        to_discuss=len(review.to_discuss(decisions)),
        decisions=tuple(decisions),
        runs=() if proposals is None else (RUN,),
        prompts=(PROMPT,),
        proposals=tuple(proposals or ()),
    )


def small() -> ReportInput:
    """Three stories: one kept, one with two added and a place discussed, one disputed."""
    decisions = [
        decide("ann+bob", "verbinding", story="a"),
        decide("ann+bob", "verbinding", "beweging", "vaag", story="b"),
        decide("ann", "meedoen", story="c"),
        decide("bob", "inzicht", story="c"),
    ]
    told = stories(tell("a", year=2021), tell("b", year=2022), tell("c", year=2022))
    ruling = rule("beweging", place="empowerment", discussed=True)
    return study(decisions, told, ruling, proposals=[propose("verbinding", story=id) for id in "abc"])


def test_the_dutch_text_of_a_small_study() -> None:
    assert report.text(small()) == (
        """\
## Verhalen

Dit verslag gaat over drie verhalen van bewoners: één uit 2021 en twee uit 2022. \
Van twee verhalen zijn de kernwoorden vastgesteld; alleen die tellen mee. \
Nog niet vastgesteld: één verhaal. Te bespreken: één verhaal.

## Voorstellen

De kernwoorden zijn voorgesteld door een taalmodel (gpt-4o, geplakt uit een chat), \
met de vraag: "Welk kernwoord past bij het verhaal?"

## Controle

De vastgestelde kernwoorden zijn van twee onderzoekers. \
De afgesproken werkwijze is samen, met één gedeelde keuze per verhaal. \
Samen vastgesteld: twee verhalen; na keuzes van ieder apart: nul verhalen. \
Keuzes van ann: bij twee verhalen samen en bij één verhaal alleen. Keuzes van bob: bij twee verhalen samen en bij één verhaal alleen. \
Eén keer bleef het voorgestelde kernwoord staan en één keer is het aangevuld met twee kernwoorden. \
Samen zijn dat vier kernwoorden.

## Kwadrant

Op het kwadrant staan drie kernwoorden uit twee verhalen. Een kernwoord telt één keer per verhaal. \
Nog geen plek: één kernwoord. Over de plek van beweging is eerst overlegd.

### Zekerheid (0)

Hier is geen kernwoord genoteerd.

### Cohesie (2)

Twee kernwoorden, in 2 van de 2 verhalen. Genoteerd: verbinding twee keer.

### Inclusie (0)

Hier is geen kernwoord genoteerd.

### Empowerment (1)

Eén kernwoord, in 1 van de 2 verhalen. Genoteerd: beweging één keer.

### Nog geen plek op het kwadrant (1)

Eén kernwoord, in 1 van de 2 verhalen. Genoteerd: vaag één keer.

## Zelfde keuze vóór overleg

Los van elkaar kozen onderzoekers bij één verhaal. Dezelfde kernwoorden: nul verhalen (0%). \
Dezelfde condities: nul verhalen. Krippendorffs alfa is niet te bepalen.

## Kritiek van bewoners

Of bewoners kritiek uitten, is bij deze verhalen door niemand vastgelegd. \
Dat betekent niet dat zij geen kritiek hadden. U legt het vast bij het verhaal: Verhalen, Wijzigen, Kritiek van de bewoner.

## Hoe dit te lezen

De aantallen zeggen hoe vaak een kernwoord bij deze verhalen is genoteerd, niet hoe sterk of hoe \
belangrijk iets is. Ze zeggen niets over bewoners die geen verhaal vertelden en bewijzen niet wat een \
groep teweegbrengt. Jaren naast elkaar beschrijven deze gesprekken; bewoners kunnen elk jaar op een andere \
manier gevonden zijn, dus een verschil wijst niet op een stijging of daling. \
Wie bij het kiezen een voorstel in beeld had, kan daardoor anders gekozen hebben.

## Bijlage: gebruik van een taalmodel

- Model: gpt-4o
- Dienst: een chat; de antwoorden zijn met de hand overgenomen
- Datum: 2024-11-25
- Instellingen: niet opgegeven, dus die van de dienst
- Verhalen: 3 met een bruikbaar voorstel, 0 met een onbruikbaar antwoord, 0 zonder passend woord, 0 mislukt
- Elk antwoord zoals het kwam, met de sha256 van de tekst die erbij hoort, staat in de export (csv, xlsx, json)

Prompt kernwoord.v1 (sha256 """
        + PROMPT.sha256
        + """), letterlijk:

> Welk kernwoord past bij het verhaal?

Een voorstel telt nergens mee. Van deze verhalen hebben onderzoekers er 2 vastgesteld; nog niet vastgesteld: 1.
"""
    )


def test_the_english_text_says_the_same_numbers_as_the_dutch() -> None:
    english_text, dutch_text = report.text(small(), language="en"), report.text(small())
    assert english_text.count("##") == dutch_text.count("##")
    assert "Settled together: two stories; after choices of each apart: zero stories." in english_text
    assert "Two keywords, in 2 of the 2 stories. Noted: verbinding twice." in english_text
    assert "The place of beweging was discussed first." in english_text


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_text_never_claims_what_groups_bring_about(language: str) -> None:
    every = replace(small(), agreement=Agreement(("ann", "bob"), 30, 20, 25, 66.7, 0.61, 0.4, 0.8), settings=SETTINGS)
    runs = [(), (RUN,), (replace(RUN, proposer="codebook"),), (replace(RUN, proposer="openai"), by_words())]
    perspectives = [{id: replace(s, perspective=p) for id, s in every.stories.items()} for p in Perspective]
    for given_ in [replace(every, runs=of, stories=told) for of in runs for told in perspectives]:
        for working in Working:
            text = report.text(replace(given_, settings=replace(SETTINGS, working=working)), language=language)
            assert [word for word in FORBIDDEN[language] if word in text.casefold()] == []


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_reason_for_no_agreement_is_said(language: str) -> None:
    say = dutch if language == "nl" else english
    for decisions in ([], [decide("ann+bob", "rust")], [decide("ann", "rust")]):
        found = study(decisions, stories(tell("s1")))
        assert found.agreement is not None
        assert say.agreement(found.agreement).endswith(f": {say.REASONS[found.agreement.reason]}.")


def test_agreement_is_written_in_the_languages_notation() -> None:
    found = Agreement(("ann", "bob"), 45, 30, 36, 66.667, 0.6149, 0.4, 0.8)
    assert dutch.agreement(found) == (
        "Los van elkaar kozen onderzoekers bij 45 verhalen. Dezelfde kernwoorden: 30 verhalen (67%). "
        "Dezelfde condities: 36 verhalen. "
        "Krippendorffs alfa (MASI-afstand) is 0,61 (95%-interval: 0,40 tot 0,80)."
    )
    assert english.agreement(replace(found, alpha_low=None, alpha_high=None)).endswith(
        "Krippendorff's alpha (MASI distance) is 0.61; there are too few stories to say how certain that is."
    )
    assert dutch.agreement(replace(found, alpha=-0.001)).count("is 0,00 (") == 1


def by_words() -> Run:
    """A run of the word finder."""
    return Run(RunId("words"), "codebook")


def test_the_way_of_proposing_is_said() -> None:
    assert dutch.proposals(replace(small(), runs=())) == "Er zijn geen voorstellen voor kernwoorden vastgelegd."
    matcher = replace(small(), runs=(replace(by_words(), id=RUN.id),))
    assert dutch.proposals(matcher).startswith("De kernwoorden zijn voorgesteld door de woordzoeker")
    model = replace(small(), runs=(replace(RUN, proposer="openai"),), prompts=())
    assert english.proposals(model) == "The keywords were proposed by a language model (gpt-4o)."


def test_every_one_that_proposed_is_named_with_its_stories() -> None:
    told = stories(*(tell(id) for id in "abcd"))
    words = [replace(propose("verbinding", story=id, run="words"), at="2026-01-01") for id in "abc"]
    pasted = replace(propose("rust", story="c"), at="2026-01-02")
    decisions = [replace(decide("ann+bob", "verbinding", story=id), at="2026-01-03") for id in "ab"]
    found = replace(study(decisions, told, proposals=[*words, pasted]), runs=(by_words(), RUN))
    assert dutch.proposals(found) == (
        "De kernwoorden zijn op meer dan één manier voorgesteld. Bij elk verhaal hoort het voorstel dat bij het kiezen in "
        "beeld was; is dat niet vastgelegd, dan het laatste van daarvoor. Bij twee verhalen is voorgesteld door de "
        "woordzoeker van sq-coder (geen AI). Die vindt alleen woorden uit de kernwoordenlijst en kan ook geen passend woord "
        'vinden. Bij één verhaal is voorgesteld door een taalmodel (gpt-4o, geplakt uit een chat), met de vraag: "Welk '
        'kernwoord past bij het verhaal?" Zonder bruikbaar voorstel: één verhaal.'
    )
    assert "For one story it was made by a language model (gpt-4o, pasted from a chat)" in english.proposals(found)
    assert "Twee keer bleef het voorgestelde kernwoord staan." in dutch.checking(found)
    assert "maar van de woordzoeker van sq-coder (geen AI): 2." in report.text(found)


def test_an_empty_study_has_a_text_too() -> None:
    text = report.text(study([], {}))
    assert "## Verhalen\n\nEr zijn nog geen verhalen ingebracht.\n" in text
    assert "Er zijn nog geen kernwoorden vastgesteld. De afgesproken werkwijze is" in text
    assert "Op het kwadrant staat nog geen kernwoord. Een kernwoord telt één keer per verhaal." in text
    assert not re.search(r"\b(nul|0) (verha|kernw|onderz)", text)
    assert text.count("Hier is geen kernwoord genoteerd.") == 4
    assert "Niet gemeten: er zijn nog geen keuzes." in text


def test_one_story_is_written_as_one() -> None:
    told = stories(tell("a", year=2024, attributes=(("kritiek", "koud"),)))
    given_ = study([decide("ann+bob", "verbinding", story="a")], told)
    assert dutch.stories(given_).startswith(
        "Dit verslag gaat over één verhaal van een bewoner, uit 2024. Van één verhaal"
    )
    assert english.stories(given_).startswith(
        "This report is about one story of a resident, from 2024. The keywords of"
    )
    assert "Eén kernwoord, in 1 van 1 verhaal. Genoteerd: verbinding één keer." in report.text(given_)
    assert "One keyword, in 1 of 1 story. Noted: verbinding once." in report.text(given_, language="en")
    assert dutch.criticism(given_).startswith("Bij 1 van 1 verhaal is kritiek")


def test_the_numbers_of_the_years_add_up_to_all_stories() -> None:
    def about(*years: int | None) -> tuple[str, str]:
        given_ = study([], stories(*(tell(f"s{i}", year=year) for i, year in enumerate(years))))
        return dutch.stories(given_).split(". ")[0], english.stories(given_).split(". ")[0]

    assert about(2021, 2021, 2023, None, None) == (
        "Dit verslag gaat over vijf verhalen van bewoners: twee uit 2021, één uit 2023 en twee waarvan het jaar niet bekend is",
        "This report is about five stories of residents: two from 2021, one from 2023 and two of which the year is not known",
    )
    assert about(2024, 2024, 2024) == (
        "Dit verslag gaat over drie verhalen van bewoners, alle uit 2024",
        "This report is about three stories of residents, all from 2024",
    )
    assert about(2024, 2024)[0] == "Dit verslag gaat over twee verhalen van bewoners, beide uit 2024"
    assert about(None, None)[0] == "Dit verslag gaat over twee verhalen van bewoners"


def test_a_choice_that_somebody_took_back_alone_is_theirs_together_no_longer() -> None:
    joint = decide("ann+bob", "rust", story="a")
    later = replace(decide("ann", "vrede", story="a", at=20), supersedes=(joint.id,))
    text = dutch.checking(study([joint, later], stories(tell("a"))))
    assert "Keuzes van ann: bij één verhaal alleen. Keuzes van bob: bij één verhaal samen." in text


def test_what_was_changed_is_named_where_no_proposal_was_kept() -> None:
    told = stories(tell("a"), tell("b"))
    decisions = [decide("ann+bob", "rust", "vrede", story="a"), decide("ann+bob", "meedoen", "rust", story="b")]
    proposals = [propose("rust", story="a"), propose("inzicht", story="b")]
    both = study(decisions, told, proposals=proposals)
    assert (
        "Eén keer is het voorgestelde kernwoord aangevuld met één kernwoord en één keer is het veranderd én aangevuld."
        in dutch.checking(both)
    )
    alone = study(decisions[1:], stories(tell("b")), proposals=proposals[1:])
    assert "Eén keer is het voorgestelde kernwoord veranderd én aangevuld." in dutch.checking(alone)
    assert "Once the proposed keyword was changed and others were added." in english.checking(alone)


def test_a_codebook_of_other_than_four_conditions_has_a_board() -> None:
    wide = replace(CODEBOOK, conditions=CODEBOOK.conditions[:3])
    for language, board in (("nl", "Bord"), ("en", "Board")):
        text = report.text(replace(small(), codebook=wide), language=language)
        assert f"## {board}\n\nO" in text
        assert "adrant" not in text


def test_the_examples_in_the_docstrings_hold() -> None:
    ran = doctest.testmod(import_module("sq_coder.report.words"))
    assert (ran.failed, ran.attempted) == (0, 5)


def numbers(text: str, language: str) -> list[int]:
    """Every number in a text, as figures or as a word, in order. 'Once' and 'twice' are numbers."""
    words = {word: n for n, word in enumerate(DUTCH if language == "nl" else ENGLISH)}
    words |= {"eén": 1} if language == "nl" else {"once": 1, "twice": 2}
    found = re.findall(r"\d+|\w+", text.casefold())
    return [int(t) if t.isdigit() else words[t] for t in found if t.isdigit() or t in words]


WORDS = ["verbinding", "meedoen", "rust", "inzicht", "vrede"]
CHOICE = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4, unique=True)


RUNS = (
    Run(RunId("words"), "codebook"),
    replace(RUN, id=RunId("pasted"), model="chat"),
    Run(RunId("model"), "openai", model="model"),
)
"""Who proposed, in the order of asking."""


@st.composite
def small_studies(draw: st.DrawFn) -> tuple[list[Decision], dict[StoryId, Story], list[Proposal]]:
    """Up to thirty stories, joint, apart or undecided, each with proposals of nobody, one or several, in sight or not."""
    decisions: list[Decision] = []
    proposals: list[Proposal] = []
    n = draw(st.integers(0, 30))
    told = stories(*(tell(f"s{i}", year=draw(st.sampled_from([2021, 2022, None]))) for i in range(n)))
    answer = st.tuples(st.sampled_from(RUNS), st.sampled_from(["", "rust", "vrede"]), st.sampled_from([10, 20, 25, 40]))
    several = draw(st.booleans())
    for id in told:
        said = draw(st.lists(answer, max_size=3)) if several else [(RUNS[1], draw(st.sampled_from(["", "rust"])), 10)]
        of = [replace(propose(word, story=id, run=run.id), at=f"{at:09}") for run, word, at in said]
        proposals += of
        for at, names in enumerate(draw(st.sampled_from([(), ("ann+bob",), ("ann", "bob"), ("eva",)])), 20):
            decision = decide(names, *draw(CHOICE), story=id, at=at)
            saw = draw(st.sampled_from([None, *(p.id for p in of)]))
            sight = Sight.PROPOSAL if saw else draw(st.sampled_from([Sight.NONE, Sight.UNKNOWN]))
            decisions.append(replace(decision, saw=saw, sight=sight))
    return decisions, told, proposals


def current(
    decisions: list[Decision], told: dict[StoryId, Story], proposals: list[Proposal]
) -> dict[StoryId, Proposal]:
    """The proposal that goes with each story, found without the stages."""
    found = {}
    for story in told:
        made = sorted((d for d in decisions if d.story == story), key=lambda d: d.at, reverse=True)
        said = sorted((p for p in proposals if p.story == story and p.keyword), key=lambda p: (p.at, p.id))
        seen = [p for d in made for p in proposals if p.id == d.saw]
        before = [p for p in said if made and p.at <= made[0].at]
        if (with_it := (seen[:1] or before[-1:] or said[-1:])) and with_it[0].keyword:
            found[story] = with_it[0]
    return found


def came_from(found: dict[StoryId, Proposal]) -> list[tuple[Run, int]]:
    """Who proposed what goes with the stories, each with a number of them."""
    counted = [(run, sum(p.run == run.id for p in found.values())) for run in RUNS]
    return [(run, n) for run, n in counted if n]


def recomputed(decisions: list[Decision], told: dict[StoryId, Story], proposals: list[Proposal]) -> list[int]:
    """The numbers that the text must hold, in order, from the decisions and without the stages."""
    of = {id: [d for d in decisions if d.story == id] for id in told}
    differ = {id for id, ds in of.items() if len({d.choice for d in ds}) > 1}
    settled = {
        id: {key for key, _ in ds[0].choice}
        for id, ds in of.items()
        if id not in differ and sum(len(d.researchers) for d in ds) > 1
    }
    years = sorted(Counter(s.year for s in told.values() if s.year).items())
    nameless = sum(s.year is None for s in told.values())
    each = [n for year, count in years for n in (count, year)] + ([nameless] if years and nameless else [])
    each = [years[0][0]] if len(years) == 1 and not nameless else each  # all from one year
    found = [len(told), *each] if told else []
    found += [len(settled)] if settled else []
    found += [len(told) - len(settled)] if len(told) > len(settled) > 0 else []
    found += [len(differ)] if differ else []
    went = current(decisions, told, proposals)
    if len(sources := came_from(went)) > 1:  # 'op meer dan één manier'
        without = len(told) - len(went)
        found += [1, *(n for _, n in sources), *([without] if without else [])]
    joint = sum(len(of[id]) == 1 for id in settled)
    # 'één gedeelde keuze' stands in the way of working.
    found += [2, 1, joint, len(settled) - joint] if settled else [1]
    # Who worked how: nobody superseded anything, so every decision is somebody's latest.
    for name in ("ann", "bob", "eva"):
        theirs = [d for d in decisions if name in d.researchers]
        together = sum(len(d.researchers) > 1 for d in theirs)
        found += [n for n in (together, len(theirs) - together) if n]
    seen, unseen, unknown = (sum(d.sight is s for d in decisions) for s in (Sight.PROPOSAL, Sight.NONE, Sight.UNKNOWN))
    found += [seen, unseen, *([unknown] if unknown else [])] if seen or unseen else []
    if settled and proposals:
        found += [n for pair in outcomes(settled, went) for n in pair]
        found.append(sum(len(words) for words in settled.values()))
    counts = Counter(word for words in settled.values() for word in words)
    places = {"security": ["inzicht"], "cohesion": ["verbinding"], "inclusion": ["meedoen"], "empowerment": []}
    # 'één keer per verhaal' is the unit of counting.
    placed = sum(counts[w] for ws in places.values() for w in ws)
    found += [placed, len(settled), 1] if placed else [1]
    without = counts["rust"] + counts["vrede"]
    found += [without] if without else []
    for words in [*places.values(), ["rust", "vrede"]]:
        noted = sorted((-counts[w], w) for w in words if counts[w])
        total = sum(counts[w] for w in words)
        if words == ["rust", "vrede"] and not total:
            continue
        found.append(total)
        if total:
            with_any = sum(bool(set(words) & have) for have in settled.values())
            found += [total, with_any, len(settled), *(-n for n, _ in noted)]
    return found


def outcomes(settled: dict[StoryId, set[str]], went: dict[StoryId, Proposal]) -> list[tuple[int, ...]]:
    """Each outcome that occurs with its count, and the numbers in its own words."""
    happened: Counter[Outcome] = Counter()
    for story, words in settled.items():
        proposal = went.get(story)
        if proposal is None:
            happened[Outcome.NO_PROPOSAL] += 1
        elif proposal.keyword in words:
            added = [Outcome.KEPT, Outcome.ONE_ADDED, Outcome.TWO_ADDED, Outcome.MORE_ADDED]
            happened[added[len(words) - 1]] += 1
        else:
            happened[Outcome.CHANGED if len(words) == 1 else Outcome.CHANGED_AND_ADDED] += 1
    own = {Outcome.ONE_ADDED: (1,), Outcome.TWO_ADDED: (2,), Outcome.MORE_ADDED: (3,)}
    return [(happened[outcome], *own.get(outcome, ())) for outcome in Outcome if happened[outcome]]


def appended(
    settled: set[StoryId], decisions: list[Decision], told: dict[StoryId, Story], proposals: list[Proposal]
) -> list[int]:
    """The numbers of the appendix: of each model, and of how many stories the word finder's proposal goes with."""
    found: list[int] = []
    for run in RUNS[1:]:
        last = {p.story: p for p in proposals if p.run == run.id}
        words = sum(bool(p.keyword) for p in last.values())
        found += [words, 0, len(last) - words, 0]
        found += [0, len(last)] if last and run.proposer == "openai" else []  # sent pseudonymised
        found += [len(last.keys() & settled), len(last.keys() - settled)]
    return found + [n for run, n in came_from(current(decisions, told, proposals)) if run.proposer == "codebook"]


@settings(deadline=None, max_examples=100)
@given(small_studies(), st.sampled_from(["nl", "en"]))
def test_every_number_in_the_text_is_recomputed_from_the_data(
    given_: tuple[list[Decision], dict[StoryId, Story], list[Proposal]], language: str
) -> None:
    decisions, told, proposals = given_
    whole = study(decisions, told, proposals=proposals, agreement=False)
    whole = replace(whole, runs=RUNS, prompts=())
    text, _, appendix = report.text(whole, language=language).partition(f"## {HEADING[language]}")
    assert numbers(text, language) == recomputed(decisions, told, proposals)
    went = came_from(current(decisions, told, proposals))
    for named, run in (("geen AI" if language == "nl" else "no AI", RUNS[0]), ("(chat", RUNS[1]), ("(model)", RUNS[2])):
        assert not went or (named in text) == (run in [source for source, _ in went])
    listed = re.findall(r"\b\d+\b", re.sub(r"sha256 \w+|kernwoord\.v1|2024-11-25", "", appendix))
    assert [int(n) for n in listed] == appended({v.story for v in whole.verdicts}, decisions, told, proposals)


def voiced(story: str, text: str, *, quote: Answer = Answer.UNKNOWN) -> Story:
    """A story whose teller voiced criticism."""
    return replace(tell(story, attributes=(("Kritiek", text),)), consent=Consent(quote=quote))


def test_criticism_is_counted_and_quoted_only_where_that_is_allowed() -> None:
    told = stories(voiced("a", "Het is er koud.", quote=Answer.YES), voiced("b", "Te duur."), voiced("c", "geen"))
    given_ = study([], told)
    assert dutch.criticism(given_) == (
        "Bij 2 van de 3 verhalen is kritiek van de verteller vastgelegd. "
        "Niet aangehaald, omdat daar geen toestemming voor is: één. "
        "Bij 1 van de 3 verhalen is vastgelegd dat de verteller geen kritiek had.\n\n- Het is er koud."
    )
    assert "Het is er koud" not in dutch.criticism(replace(given_, quoting=False))
    assert english.criticism(replace(given_, quoting=False)) == (
        "Criticism that the narrator voiced was recorded for 2 of the 3 stories. "
        "Not quoted: two. That the narrator had no criticism was recorded for 1 of the 3 stories."
    )


def test_that_nobody_recorded_criticism_does_not_say_that_there_was_none() -> None:
    told = study([], stories(tell("a")))
    nobody = (
        "Of bewoners kritiek uitten, is bij deze verhalen door niemand vastgelegd. "
        "Dat betekent niet dat zij geen kritiek hadden."
    )
    assert dutch.criticism(told) == (
        f"{nobody} U legt het vast bij het verhaal: Verhalen, Wijzigen, Kritiek van de bewoner."
    )
    assert dutch.criticism(replace(told, quoting=False)) == nobody
    assert "Record it with the story" in english.criticism(told)
    assert "Record it" not in english.criticism(replace(told, quoting=False))
    asked = study([], stories(voiced("a", "Geen")))
    assert english.criticism(asked) == "That the narrator had no criticism was recorded for 1 of 1 story."


def test_the_appendix_says_what_is_needed_to_ask_the_same_again() -> None:
    run = Run(
        RunId("run"),
        "openai",
        model="klein",
        endpoint="http://127.0.0.1:11434/v1",
        prompt="kernwoord.v1",
        prompt_sha256=PROMPT.sha256,
        parameters=(("temperature", "0"), ("seed", "7")),
        version="0.1.0",
        at="2026-11-22T09:00:00+00:00",
    )
    later = replace(run, id=RunId("later"), at="2026-11-23T09:00:00+00:00")
    asked = [
        replace(propose("rust", story="a"), answered_by="klein-2026", prompt_tokens=100, completion_tokens=2),
        replace(propose("rust", story="b", run="later"), pseudonymised=True, prompt_tokens=90, completion_tokens=3),
        replace(propose("rust", story="b", run="later"), pseudonymised=True, fingerprint="fp_1", seconds=0.72),
    ]
    whole = replace(study([], stories(tell("a"), tell("b")), proposals=asked), runs=(run, later))
    text = report.text(whole, language="en").partition(f"## {HEADING['en']}\n\n")[2]
    assert text == (
        "- Model: klein\n- Version that answered: klein-2026\n- System fingerprint: fp_1\n- Service: http://127.0.0.1:11434/v1\n"
        "- Date: 2026-11-22 to 2026-11-23\n- Settings: seed = 7, temperature = 0\n"
        "- Stories: 2 with a usable proposal, 0 with an unusable reply, 0 without a fitting word, 0 failed\n"
        "- Sent pseudonymised: 1 of the 2\n- Every reply as it came, with the sha256 of the text it belongs to, is in the "
        "export (csv, xlsx, json)\n- Time to answer: 0.7 to 0.7 seconds\n- Tokens: 190 sent, 5 answered\n- Asked with: sq-coder 0.1.0\n\n"
        f"Prompt kernwoord.v1 (sha256 {PROMPT.sha256}), verbatim:\n\n> Welk kernwoord past bij het verhaal?\n\n"
        "A proposal counts nowhere. Of these stories researchers have settled 0; not settled yet: 2.\n"
    )


def test_the_appendix_says_that_no_model_was_used() -> None:
    assert "Er is geen taalmodel gebruikt.\n" in report.text(study([], {}))
    matcher = replace(small(), runs=(replace(RUN, proposer="codebook"),))
    assert "word finder of sq-coder, which looks" in report.text(matcher, language="en")


def test_whether_the_proposal_was_in_sight_is_said() -> None:
    seen = replace(decide("ann+bob", "rust", story="a"), sight=Sight.PROPOSAL, saw=ProposalId("p"))
    blind = replace(decide("ann", "rust", story="b"), sight=Sight.NONE)
    given_ = study([seen, blind, decide("bob", "rust", story="b")], stories(tell("a"), tell("b")))
    assert (
        "Met het voorstel in beeld: één keuze; zonder het voorstel te zien: één keuze; niet vastgelegd: één keuze."
        in dutch.checking(given_)
    )
