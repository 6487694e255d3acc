"""What the methods and results text is made from: nouns in, and the numbers that follow from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from sq_coder import review
from sq_coder.domain import (
    NO_CRITICISM,
    Agreement,
    Answer,
    Codebook,
    Decision,
    KeywordKey,
    Perspective,
    Placement,
    Prompt,
    Proposal,
    ProposalStatus,
    Purpose,
    Run,
    Settings,
    Sight,
    Story,
    StoryId,
    Tally,
    Validation,
    Verdict,
)


@dataclass(frozen=True, slots=True)
class Source:
    """Who or what proposed, with which question, and for how many of the stories its proposal went with the story."""

    run: Run  # the last one, when it was asked in several
    stories: int
    prompt: Prompt | None = None


@dataclass(frozen=True, slots=True)
class ReportInput:
    """Everything the text is made from, all of the same slice. What was not done is None and said so.

    `quoting` is whether residents may be quoted at all, and readers told how to work with sq-coder: not in a public text;
    their consent is asked besides.
    """

    settings: Settings
    codebook: Codebook
    stories: Mapping[StoryId, Story]
    verdicts: tuple[Verdict, ...]
    tally: Tally
    placements: Mapping[KeywordKey, Placement] = field(default_factory=dict)
    agreement: Agreement | None = None
    to_discuss: int = 0  # stories on which researchers differ
    decisions: tuple[Decision, ...] = ()
    runs: tuple[Run, ...] = ()
    prompts: tuple[Prompt, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    quoting: bool = True

    @property
    def per_year(self) -> list[tuple[int, int]]:
        """How many stories each year has, in order; stories of which the year is not known are not in it."""
        years = Counter(story.year for story in self.stories.values() if story.year is not None)
        return sorted(years.items())

    @property
    def without_year(self) -> int:
        """Of how many stories the year is not known."""
        return sum(story.year is None for story in self.stories.values())

    @property
    def told_by(self) -> Perspective | None:
        """Who tell the stories; None when both do, or nobody."""
        found = {story.perspective for story in self.stories.values()}
        return found.pop() if len(found) == 1 else None

    @property
    def on_a_quadrant(self) -> bool:
        """Whether the conditions stand on a quadrant; other than four stand on a board."""
        return len(self.codebook.conditions) == 4

    @property
    def researchers(self) -> int:
        """How many researchers the verdicts come from."""
        return len({name for verdict in self.verdicts for name in verdict.researchers})

    @property
    def together(self) -> int:
        """How many verdicts are one decision of several researchers."""
        return sum(len(v.decisions) == 1 and len(v.researchers) > 1 for v in self.verdicts)

    @property
    def discussed(self) -> list[tuple[str, str]]:
        """The words on the figure whose place was discussed, with the id of their condition."""
        places = (*self.tally.conditions, self.tally.undecided)
        return [(word, place.condition) for place in places for word, _, talked in place.keywords if talked]

    @property
    def _heads(self) -> list[tuple[str, Decision]]:
        """Everybody's latest decisions on these stories: a joint one is there once for each whose latest it still is."""
        grouped = review.by_story(d for d in self.decisions if d.story in self.stories)
        return [(name, d) for of in grouped.values() for name, latest in review.heads(of).items() for d in latest]

    @property
    def latest(self) -> list[Decision]:
        """The latest decisions on these stories, each once."""
        return list({d.id: d for _, d in self._heads}.values())

    @property
    def work(self) -> list[tuple[str, int, int]]:
        """Who worked how, by name: for how many stories somebody's latest choice was made together, and alone."""
        heads = {(name, d.story, d.is_joint) for name, d in self._heads}
        together = Counter(name for name, _, is_joint in heads if is_joint)
        alone = Counter(name for name, _, is_joint in heads if not is_joint)
        return [(name, together[name], alone[name]) for name in sorted(together.keys() | alone.keys())]

    @property
    def current(self) -> dict[StoryId, Proposal]:
        """The proposal that goes with each of these stories: see `review.current`."""
        keyword_runs = {run.id for run in self.runs if run.purpose is Purpose.KEYWORD}
        asked = [p for p in self.proposals if p.run in keyword_runs and p.story in self.stories]
        return review.current(asked, self.decisions)

    @property
    def sources(self) -> list[Source]:
        """Who or what proposed, in the order of asking; empty when nothing did."""
        answered = {p.run for p in self.proposals if p.status is not ProposalStatus.FAILED}
        prompts = {prompt.sha256: prompt for prompt in self.prompts}
        found = review.sources([run for run in self.runs if run.id in answered], self.current)
        return [Source(run, n, prompts.get(run.prompt_sha256)) for run, n in found]

    @property
    def validation(self) -> Validation | None:
        """What the researchers did with these proposals; None when there are no proposals or no verdicts."""
        return review.validation(self.verdicts, self.current) if self.sources and self.verdicts else None

    def choices(self, sight: Sight) -> int:
        """How many latest choices were made with the proposal in sight, without it, or not known which."""
        return sum(d.sight is sight for d in self.latest)

    @property
    def criticism(self) -> list[tuple[Story, str]]:
        """The criticism that residents voiced, as was recorded at their story; in the order of the stories."""
        recorded = [(story, story.criticism) for story in self.stories.values() if story.criticism]
        return [(story, said) for story, said in recorded if said.casefold() not in NO_CRITICISM]

    @property
    def without_criticism(self) -> int:
        """Of how many stories was recorded that their teller had none: that is asked, unlike what nobody recorded."""
        return sum(story.criticism.casefold() in NO_CRITICISM for story in self.stories.values())

    @property
    def quotable(self) -> list[str]:
        """The criticism of residents who agreed to be quoted: not asked is not yes."""
        return [text for story, text in self.criticism if self.quoting and story.consent.quote is Answer.YES]
