"""The embedded matcher: the codebook's keyword that a story speaks of most, with the sentences that decided.

It finds only words that the codebook has. docs/decisions/0004-matcher.md says how the score is made and why.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from sq_coder.codebook import Pattern, parse
from sq_coder.domain import Codebook, Evidence, Keyword, Story
from sq_coder.propose import dutch
from sq_coder.propose.passages import Passages
from sq_coder.propose.signals import Hit, Index, Language, Marked
from sq_coder.propose.weight import weight

ENOUGH = 2.0
"""Below this score no word fits."""
FEWEST = 2
"""So many different signal words a keyword needs at least."""
AGAIN = 0.25
"""What each of at most two further occurrences of a signal word adds, of its weight."""
FURTHER = 0.92
"""Each further signal word of a keyword counts a little less: long lists must not win by length."""
IN_TITLE = 0.3
"""What a signal word in the title or the name of the group adds, of its weight, to a keyword the text speaks of."""
SENTENCES = 3
"""At most so many sentences are shown."""

_DECISIVE, _ASIDE, _BEFORE, _NO_DENIAL = -1, -2, -3, -4
_CUES = ((_DECISIVE, dutch.DECISIVE), (_ASIDE, dutch.ASIDES), (_BEFORE, dutch.BEFORE), (_NO_DENIAL, dutch.NOT_DENIALS))


@dataclass(frozen=True, slots=True)
class Match:
    """What the matcher says of a story. `keyword` is None when no word fits; `others` came next, best first."""

    keyword: Keyword | None
    score: float
    evidence: tuple[Evidence, ...] = ()
    others: tuple[tuple[Keyword, float], ...] = ()


@dataclass(frozen=True, slots=True)
class _Signal:
    keyword: int
    weight: float
    against: bool
    denies: bool  # it holds a denying word itself: 'niet meer alleen'


class Signals:
    """A codebook's signal words, ready for looking. Make them once per codebook; looking remembers word forms."""

    def __init__(self, codebook: Codebook, language: Language) -> None:
        self.keywords = codebook.keywords
        self.language = language
        patterns = [(number, pattern) for number, k in enumerate(self.keywords) for pattern in _patterns(k)]
        shared: dict[str, int] = {}
        for _, pattern in patterns:
            shared[pattern.written] = shared.get(pattern.written, 0) + 1
        self.signals = tuple(
            _Signal(
                keyword=number,
                # A signal word of two keywords tells half as much of each.
                weight=weight(pattern, language) / shared[pattern.written],
                against=pattern.against or self.keywords[number].against,
                denies=_denies(pattern),
            )
            for number, pattern in patterns
        )
        cues = [(owner, parse(cue)) for owner, phrases in _CUES for cue in phrases]
        self.index = Index([*enumerate(pattern for _, pattern in patterns), *cues], language)


def match(story: Story, signals: Signals) -> Match:
    """The keyword that a story speaks of most; none when nothing speaks clearly. The same story, the same answer."""
    tokens = signals.language.read(f"{story.text}\n\n{story.title}\n{story.group or ''}")
    marked = Marked(list(map(signals.index.__getitem__, tokens.forms)))
    passages = Passages(tokens, marked)
    heading = bisect_left(tokens.starts, len(story.text))
    counted = _counted([hit for hit in marked.hits if hit.last < heading], passages, signals)
    title = _title([hit for hit in marked.hits if hit.first >= heading], signals)
    scored: list[tuple[float, int]] = []
    for number, found in counted.items():
        score = sum(points * FURTHER**rank for rank, (points, _) in enumerate(found))
        score += IN_TITLE * title.get(number, 0.0)
        if len(found) >= FEWEST and score >= ENOUGH:
            scored.append((round(score, 2), number))
    scored.sort(key=lambda scored: (-scored[0], scored[1]))  # ties: the codebook's order
    if not scored:
        return Match(None, 0.0)
    score, winner = scored[0]
    others = tuple((signals.keywords[number], score) for score, number in scored[1:4])
    return Match(signals.keywords[winner], score, _evidence(counted[winner], passages, story), others)


Found = list[tuple[float, tuple[tuple[float, int], ...]]]
"""A keyword's signal words, the strongest first: what it counts, and (points, sentence) of each occurrence."""


def _counted(found: list[Hit], passages: Passages, signals: Signals) -> dict[int, Found]:
    """What each keyword's signal words count, by keyword."""
    passages.hear(
        decisive=[hit for hit in found if hit.owner == _DECISIVE],
        asides=[hit for hit in found if hit.owner == _ASIDE],
        before=[hit for hit in found if hit.owner == _BEFORE],
        no_denials=[hit for hit in found if hit.owner == _NO_DENIAL],
    )
    several = _with_several(found, signals)
    occurrences: dict[int, list[tuple[float, Hit]]] = {}
    for hit in found:
        if hit.owner < 0 or (signal := signals.signals[hit.owner]).keyword not in several:
            continue
        factor = 1.0 if signal.denies else passages.denial(hit, against=signal.against)
        if factor:
            points = signal.weight * factor * passages.factor(hit.first, against=signal.against)
            occurrences.setdefault(signal.keyword, []).append((points, hit))
    return {number: list(_different(them, passages)) for number, them in occurrences.items()}


def _with_several(found: list[Hit], signals: Signals) -> set[int]:
    """The keywords with enough different signal words; the others cannot win, whatever stands around theirs."""
    owners = {hit.owner for hit in found if hit.owner >= 0}
    counts = Counter(signals.signals[owner].keyword for owner in owners)
    return {keyword for keyword, count in counts.items() if count >= FEWEST}


def _different(
    occurrences: list[tuple[float, Hit]], passages: Passages
) -> Iterator[tuple[float, tuple[tuple[float, int], ...]]]:
    """Each different signal word once; one word in the text speaks for one signal word of a keyword only."""
    taken: set[int] = set()
    by_signal: dict[int, list[tuple[float, int]]] = {}
    for points, hit in sorted(occurrences, key=lambda o: (-o[0], o[1].first)):
        place = range(hit.first, hit.last + 1)
        if taken.isdisjoint(place):
            taken.update(place)
            by_signal.setdefault(hit.owner, []).append((points, passages.sentence(hit.first)))
    for them in sorted(by_signal.values(), key=lambda them: -them[0][0]):
        yield them[0][0] + AGAIN * sum(points for points, _ in them[1:3]), tuple(them)


def _title(found: list[Hit], signals: Signals) -> dict[int, float]:
    """The strongest signal word of each keyword in the title and the name of the group."""
    best: dict[int, float] = {}
    for hit in found:
        if hit.owner >= 0:
            signal = signals.signals[hit.owner]
            best[signal.keyword] = max(best.get(signal.keyword, 0.0), signal.weight)
    return best


def _evidence(found: Found, passages: Passages, story: Story) -> tuple[Evidence, ...]:
    """The sentences that decided, in reading order."""
    points: dict[int, float] = {}
    for _, occurrences in found:
        for counts, sentence in occurrences:
            points[sentence] = points.get(sentence, 0.0) + counts
    best = sorted(points, key=lambda sentence: (-points[sentence], sentence))[:SENTENCES]
    sha = story.text_sha256
    spans = [passages.span(sentence) for sentence in sorted(best)]
    return tuple(Evidence(start, end, story.text[start:end], sha) for start, end in spans)


def _patterns(keyword: Keyword) -> Iterator[Pattern]:
    written = dict.fromkeys([keyword.word.lower(), *keyword.signal_words])
    return (parse(signal) for signal in written)


def _denies(pattern: Pattern) -> bool:
    return any(set(slot.words) & (dutch.NEGATORS | {"minder"}) for part in pattern.parts for slot in part.slots)
