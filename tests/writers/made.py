"""A small invented study, for the tests of what leaves a study."""

from __future__ import annotations

from sq_coder.domain import (
    UNDECIDED,
    Agreement,
    Answer,
    Codebook,
    Condition,
    ConditionId,
    ConditionTally,
    Consent,
    Contents,
    Decision,
    DecisionId,
    Evidence,
    Frozen,
    Keyword,
    Note,
    Outcome,
    Perspective,
    Placement,
    Position,
    Prompt,
    Proposal,
    ProposalId,
    ProposalStatus,
    Purpose,
    Reviewed,
    Ruling,
    RulingId,
    RulingKind,
    Run,
    RunEvent,
    RunId,
    Sent,
    Settings,
    Sight,
    Story,
    StoryId,
    StoryStatus,
    Tally,
    Tombstone,
    Validation,
    Verdict,
    keyword_key,
)

# The smallest PNG there is: one white point.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108020000009077"
    "53de0000000c4944415478da63f8ffff3f0005fe02fe0def46b80000000049454e44ae426082"
)

SECURITY, COHESION, INCLUSION, EMPOWERMENT = (
    ConditionId(id) for id in ("security", "cohesion", "inclusion", "empowerment")
)

CODEBOOK = Codebook(
    name="Sociale kwaliteit",
    conditions=(
        Condition(
            SECURITY,
            "sociaaleconomische zekerheid",
            "security",
            "Genoeg om van te leven.",
            "#0b5394",
            Position.TOP_LEFT,
        ),
        Condition(COHESION, "sociale cohesie", "cohesion", "Mensen kennen elkaar.", "#b45309", Position.TOP_RIGHT),
        Condition(INCLUSION, "sociale inclusie", "inclusion", "Iedereen kan meedoen.", "#0b6b4f", Position.BOTTOM_LEFT),
        Condition(EMPOWERMENT, "sociale empowerment", "empowerment", "Zelf kunnen.", "#7b2d6b", Position.BOTTOM_RIGHT),
    ),
    keywords=(
        Keyword("sociale contacten", COHESION, "Mensen ontmoeten die je kent.", ("contact",), ("buurvrouw",)),
        Keyword("zelfvertrouwen", EMPOWERMENT, "Durven."),
        Keyword("meedoen", INCLUSION),
    ),
    text="name: Sociale kwaliteit\n",
    sha256="c" * 64,
)

TEXT_KOOR = "Op dinsdag zing ik in het koor 🎶.\nSamen drinken we koffie; café 't Hoekje kent ons."
TEXT_TUIN = "=Tuinieren leerde ik van de buurvrouw.\n\nNu durf ik alleen naar de markt."
TEXT_WERK = "Ik begeleid de groep al drie jaar."

KOOR = Story(
    StoryId("a" * 32), "Het koor", TEXT_KOOR, 2021, "koor", source="interviews.docx",
    consent=Consent(ai=Answer.YES, quote=Answer.NO), attributes=(("wijk", "Noord"), ("kritiek", "-te weinig licht")),
    at="2026-03-01T09:00:00.000000+00:00",
)  # fmt: skip
TUIN = Story(
    StoryId("b" * 32), "De tuin", TEXT_TUIN, 2022, "moestuin", revision=2, at="2026-03-02T09:00:00.000000+00:00"
)
WERK = Story(StoryId("d" * 32), "De tuin", TEXT_WERK, 2022, "moestuin", Perspective.FACILITATOR)

RUN = Run(
    RunId("11111111-1111-4111-8111-111111111111"), "openai", "klein-model", "https://model.example/v1", "kernwoord.v1",
    "e" * 64, (("temperature", "0"),), version="0.1.0", at="2026-03-03T09:00:00.000000+00:00",
)  # fmt: skip
P1 = Proposal(
    ProposalId("21111111-1111-4111-8111-111111111111"), RUN.id, KOOR.id, ProposalStatus.OK, "Samen zingen",
    (Evidence(11, 30, TEXT_KOOR[11:30], KOOR.text_sha256),), 0.75, "Samen zingen.", at=RUN.at, prompt_tokens=12,
)  # fmt: skip
P2 = Proposal(
    ProposalId("22222222-1111-4111-8111-111111111111"), RUN.id, TUIN.id, ProposalStatus.UNUSABLE,
    raw_reply="Dat zijn er twee.", reason="two keywords", at=RUN.at,
)  # fmt: skip
SECOND = Run(
    RunId("12222222-1111-4111-8111-111111111111"), "openai", "klein-model", "https://model.example/v1", "passages.v1",
    "d" * 64, version="0.1.0", at="2026-03-03T09:30:00.000000+00:00", purpose=Purpose.PASSAGES,
)  # fmt: skip
S1 = Proposal(
    ProposalId("23333333-1111-4111-8111-111111111111"), SECOND.id, KOOR.id, ProposalStatus.OK, "Samen zingen",
    (Evidence(11, 30, TEXT_KOOR[11:30], KOOR.text_sha256),), raw_reply="We zingen.", about="Samen zingen",
    invented=("Dat staat er niet.",), at=SECOND.at,
)  # fmt: skip

D1 = Decision(
    DecisionId("31111111-1111-4111-8111-111111111111"), KOOR.id, ("Ann", "Bas"),
    (Note("sociale contacten", remark="+ vaak genoemd"), Note("beweging", EMPOWERMENT)),
    "samen besproken\nop dinsdag", "2026-03-04T10:00:00.000000+00:00", sight=Sight.PROPOSAL, saw=P1.id,
    evidence=(Evidence(31, 33, TEXT_KOOR[31:33], KOOR.text_sha256), Evidence(0, 10, TEXT_KOOR[:10], KOOR.text_sha256)),
)  # fmt: skip
D2 = Decision(
    DecisionId("32222222-1111-4111-8111-111111111111"), TUIN.id, ("Ann",), (Note("zelfvertrouwen"),),
    at="2026-03-04T11:00:00.000000+00:00", sight=Sight.NONE,
)  # fmt: skip
D3 = Decision(
    DecisionId("33333333-1111-4111-8111-111111111111"), TUIN.id, ("Ann",), (Note("durf"),), "toch anders",
    "2026-03-04T12:00:00.000000+00:00", supersedes=(D2.id,), sight=Sight.NONE,
)  # fmt: skip

MERGE = Ruling(
    RulingId("41111111-1111-4111-8111-111111111111"), "durf", RulingKind.MERGE, ("Ann",), into="zelfvertrouwen",
    discussed=True, remark="zelfde woord", at="2026-03-05T10:00:00.000000+00:00",
)  # fmt: skip


def counted(condition: ConditionId, *words: tuple[str, int, bool], stories: int = 1) -> ConditionTally:
    """One condition's counts."""
    return ConditionTally(condition, sum(n for _, n, _ in words), stories if words else 0, words)


TALLY = Tally(
    stories=1,
    conditions=(
        counted(SECURITY),
        counted(COHESION, ("sociale contacten", 1, False)),
        counted(INCLUSION),
        counted(EMPOWERMENT, ("beweging", 1, True)),
    ),
    undecided=counted(UNDECIDED),
    years=(2021,),
)


def placed(word: str, condition: ConditionId, *, counts_as: str = "", discussed: bool = False) -> Placement:
    """A keyword's place."""
    return Placement(keyword_key(word), word, keyword_key(counts_as or word), condition, discussed)


CONTENTS = Contents(
    settings=Settings("Buurtverhalen", database="postgresql://db.example/study"),
    codebook=CODEBOOK,
    tally=TALLY,
    stories=(KOOR, TUIN, WERK),
    prompts=(Prompt("kernwoord.v1", "Noem één kernwoord:"),),
    runs=(RUN, SECOND),
    proposals=(P1, P2),
    suggestions=(S1,),
    decisions=(D1, D2, D3),
    verdicts=(Verdict(KOOR.id, (D1.id,), ("Ann", "Bas"), D1.notes, D1.at),),
    rulings=(MERGE,),
    placements=(
        placed("sociale contacten", COHESION),
        placed("zelfvertrouwen", EMPOWERMENT),
        placed("beweging", UNDECIDED),
        placed("durf", EMPOWERMENT, counts_as="zelfvertrouwen", discussed=True),
    ),
    slices=(Tally(1, TALLY.conditions, TALLY.undecided, (2021,), "2021"),),
    validation=Validation((Reviewed(KOOR.id, Outcome.CHANGED_AND_ADDED),), 2, ((RUN.id, 1),)),
    agreement=Agreement(("Ann", "Bas"), 0, reason="Ann en Bas beslisten samen"),
    report_text="# Resultaten\n\nEen koor en een tuin.\n\n- één\n- twee\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
    figures={"Kwadrant": (PNG, "Een kwadrant met twee kernwoorden")},
    version="0.1.0",
    at="2026-03-06T08:00:00.000000+00:00",
    statuses={KOOR.id: StoryStatus.AGREED, TUIN.id: StoryStatus.SEEN_BY_ONE, WERK.id: StoryStatus.NOT_SEEN},
    revisions=(
        Story(TUIN.id, "De tuin", "Een eerdere tekst.", 2022, "moestuin", at="2026-03-01T09:00:00.000000+00:00"),
    ),
    codebooks=(Codebook("Eerste lijst", CODEBOOK.conditions, (), sha256="f" * 64),),
    events=(RunEvent(RUN.id, "finished", RUN.at),),
    secret="sleutel-van-de-studie",
    created_at="2026-02-01T08:00:00.000000+00:00",
    codebook_dates={"c" * 64: "2026-02-01T08:00:00.000000+00:00"},
    tombstones=(Tombstone("e" * 32, "2026-03-05T08:00:00.000000+00:00", "op verzoek", 1, 0, 1),),
    sent=(Sent(KOOR.id, RUN.endpoint, RUN.model, "a" * 64, 90, True, RUN.at, RUN.id),),
    frozen=(Frozen("eerste ronde", TALLY, "c" * 64, "<svg/>", "Een koor.", at="2026-03-05T09:00:00.000000+00:00"),),
)

RISKS = ("group=koor", "year=2021", "group=moestuin", "year=2022", "told_by=facilitator", "slice=2021")
