"""The notes of the quadrant as a list to pick from, and what stands behind the one that was picked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from html import escape

import streamlit as st

from sq_coder.chart import colours
from sq_coder.domain import UNDECIDED, Codebook, ConditionTally, Decision, Evidence, Noted, Slice, Tally
from sq_coder.study import Study
from sq_coder.ui.names import condition_name, day, joined
from sq_coder.ui.passages import Mark, passages
from sq_coder.ui.safe import md, shortened
from sq_coder.ui.theme import note_html
from sq_coder.ui.words import _, _n

PICKED = "quadrant.note"
_STYLE = """
.sq-quote { margin: .5rem 0 0; padding: .1rem 0 .1rem .8rem; border-left: 3px solid #d5d3cd; max-width: 40rem; }
.st-key-quadrant-grid button { height: auto; max-width: 100%; }
.st-key-quadrant-grid button p { white-space: normal; overflow-wrap: anywhere; text-align: left; }
@media (max-width: 1000px) {
  .st-key-quadrant-grid [data-testid="stHorizontalBlock"], .st-key-quadrant-behind [data-testid="stHorizontalBlock"] {
    flex-direction: column; }
  .st-key-quadrant-grid [data-testid="stColumn"], .st-key-quadrant-behind [data-testid="stColumn"] { width: 100%; }
}
"""
PAGE_SIZE = 5
"""Stories of one note beside each other: each shows its whole text."""

Picked = tuple[str, str]
"""The condition where a note stands, and its word."""


def pick(tally: Tally, codebook: Codebook) -> Picked | None:
    """Every note as a button, by condition and most frequent first; the one that was picked, if any."""
    parts = [part for part in (*tally.conditions, tally.undecided) if part.keywords]
    there = {(part.condition, word) for part in parts for word, _count, _talked in part.keywords}
    picked: Picked | None = st.session_state.get(PICKED)
    if picked not in there:
        picked = None
    _colour(codebook)
    with st.container(key="quadrant.grid"):
        columns = st.columns(2, gap="large")
    for number, part in enumerate(_in_order(parts, codebook)):
        with columns[number % 2]:
            _pills(part, codebook, picked, tally.stories)
    return picked


def _in_order(parts: Sequence[ConditionTally], codebook: Codebook) -> list[ConditionTally]:
    """As the figure has them: the fields from top left to bottom right, those without a place last."""
    places = {c.id: list(type(c.position)).index(c.position) for c in codebook.conditions if c.position}
    rank = {id: places.get(id, number) for number, id in enumerate(codebook.condition_ids)}
    return sorted(parts, key=lambda part: rank.get(part.condition, len(rank)))


def _pills(part: ConditionTally, codebook: Codebook, picked: Picked | None, stories: int) -> None:
    key = f"quadrant.notes.{part.condition}"
    counts = {word: (count, talked) for word, count, talked in part.keywords}
    # What was picked stands in one place; the buttons follow it, also when a word got another place.
    st.session_state[key] = picked[1] if picked and picked[0] == part.condition else None
    st.pills(
        _n(
            "{condition}: {total} keer genoteerd, in {x} van {n} verhaal",
            "{condition}: {total} keer genoteerd, in {x} van de {n} verhalen",
            stories,
            condition=condition_name(part.condition, codebook),
            total=part.total,
            x=part.stories,
        ),
        list(counts),
        format_func=lambda word: md(_label(word, *counts[word])),
        key=key,
        on_change=partial(_picked, str(part.condition)),
        wrap=True,
    )


def _label(word: str, count: int, talked: bool) -> str:
    return f"{shortened(word)} ×{count}" + (" " + _("(besproken)") if talked else "")


def _picked(condition: str) -> None:
    word = st.session_state[f"quadrant.notes.{condition}"]
    st.session_state[PICKED] = (condition, word) if word else None


def _colour(codebook: Codebook) -> None:
    """The buttons as notes in their condition's colour. Ids and colours were checked when the codebook was read."""
    rules = []
    for number, condition in enumerate(codebook.conditions):
        ink, paper = colours.ink(condition.colour), colours.paper(condition.colour, number)
        edge = colours.edge(condition.colour, number)
        of = f".st-key-quadrant-notes-{condition.id} button"
        rules.append(f"{of} {{ background: {paper}; border-color: {edge}; color: {ink}; border-radius: 3px; }}")
        # Streamlit's own colours of a chosen button, and of one under the pointer, are more specific.
        rules.append(f'{of}[aria-checked="true"] {{ background: {ink} !important; color: #fff !important; }}')
        rules.append(f"{of}:hover {{ border-color: {ink} !important; color: {ink}; }}")
    rules.append(f".st-key-quadrant-notes-{UNDECIDED} button {{ border-radius: 3px; border-style: dashed; }}")
    rules.append(_STYLE)
    st.html(f"<style>{' '.join(rules)}</style>")


def read(study: Study, picked: Picked, slice: Slice) -> None:
    """The stories of a note: their passages, who decided, and the whole text."""
    condition, word = picked
    codebook = study.codebook
    st.html(note_html(word, condition, codebook, place=condition_name(condition, codebook)))
    notes = study.notes_on(word, condition, slice=slice)
    st.markdown(_n("Genoteerd in {n} verhaal.", "Genoteerd in {n} verhalen.", len(notes)))
    pages = -(-len(notes) // PAGE_SIZE)
    page = st.pagination(pages, key=f"quadrant.page.{condition}") if pages > 1 else 1
    for noted in study.noted(notes[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]):
        _story(noted, word, codebook)


def _story(noted: Noted, word: str, codebook: Codebook) -> None:
    story = noted.story
    current = [e for e in noted.passages if e.text_sha256 in ("", story.text_sha256)]
    st.html(_head(noted) + "".join(_quoted(e, is_current=e in current) for e in noted.passages))
    if noted.note.keyword.casefold() != word.casefold():
        st.caption(_("Gekozen als {word}, telt als {other}.", word=noted.note.keyword, other=word))
    if noted.note.condition:
        st.caption(_("Dit verhaal heeft een eigen plek voor het woord, die hier blijft gelden."))
    with st.expander(_("Het hele verhaal")):
        place = codebook.condition(noted.note.condition or codebook.condition_of(word))
        colour = place.colour if place else colours.GREY
        marks = [Mark(e.start, e.end, id=str(n), label=word, colour=colour) for n, e in enumerate(current)]
        passages(story.text, marks, key=f"quadrant.text.{story.id}")


def _head(noted: Noted) -> str:
    """Which story, who decided, and what they remarked, as HTML."""
    story = noted.story
    title = shortened(story.title, 90) or _("(zonder titel)")
    where = " · ".join(str(part) for part in (story.year, story.group) if part)
    lines = [line for decision in noted.decisions for line in _decided(decision)]
    told = "".join(f"<br>{escape(line)}" for line in lines)
    return f'<strong>{escape(title)}</strong><br><span class="sq-where">{escape(where)}{told}</span>'


def _decided(decision: Decision) -> Iterator[str]:
    names, when = joined(decision.researchers), day(decision.at)
    form = _("Samen gekozen door {names}, {day}") if decision.is_joint else _("Gekozen door {names}, {day}")
    yield form.format(names=names, day=when)
    for text in filter(None, (decision.remark, *(note.remark for note in decision.notes))):
        yield _("Opmerking: {text}").format(text=text)


def _quoted(evidence: Evidence, *, is_current: bool) -> str:
    earlier = "" if is_current else f" <small>({escape(_('uit een eerdere versie'))})</small>"
    return f'<blockquote class="sq-quote">{escape(evidence.text)}{earlier}</blockquote>'
