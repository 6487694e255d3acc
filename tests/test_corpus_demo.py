"""The demonstration corpus: all of it says that it is invented, and together it shows every state of the method."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from pathlib import Path

import pytest
import yaml

from sq_coder.codebook import load
from sq_coder.domain import Decision, DecisionId, Note, StoryId, keyword_key, word_count
from sq_coder.review import heads, verdict

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "corpus"
FILES = sorted((CORPUS / "verhalen").rglob("*.md"))
RESEARCHERS = {"Hanna Voorbeeld", "Joost Voorbeeld"}
NOT_IN_THE_CODEBOOK = {"contacten opdoen", "de gezelligheid", "geen aansluiting", "rouw", "rust"}


def _parts(file: Path) -> tuple[dict[str, str], str]:
    _, head, text = file.read_text(encoding="utf-8").split("---\n", 2)
    return {key: str(value) for key, value in yaml.safe_load(head).items()}, text.strip()


def _rows(name: str, delimiter: str) -> list[dict[str, str]]:
    with (CORPUS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter, strict=True))


HEADS = {file: _parts(file)[0] for file in FILES}
TEXTS = {file: _parts(file)[1] for file in FILES}
STEPS = _rows("beslissingen.csv", ";")
DECIDING = [step for step in STEPS if step["action"] in {"decide", "discuss"}]
RULING = [step for step in STEPS if step["action"] in {"place", "merge", "unmerge"}]


def _decisions() -> dict[str, list[Decision]]:
    """The steps as decisions, each on top of what its researchers decided before."""
    found: dict[str, list[Decision]] = defaultdict(list)
    for step in DECIDING:
        names = tuple(step["researchers"].split("|"))
        words = step["keywords"].split("|")
        places = step["condition"].split("|") if step["condition"] else [""] * len(words)
        earlier = heads(found[step["story"]])
        found[step["story"]].append(
            Decision(
                id=DecisionId(step["step"]),
                story=StoryId(step["story"]),
                researchers=names,
                notes=tuple(Note(word, place or None) for word, place in zip(words, places, strict=True)),
                supersedes=tuple({d.id: d for name in names for d in earlier.get(name, ())}),
            )
        )
    return found


def test_every_file_of_the_corpus_is_one_that_is_checked_here() -> None:
    others = {file.relative_to(CORPUS).as_posix() for file in CORPUS.rglob("*") if file.is_file()} - {
        file.relative_to(CORPUS).as_posix() for file in FILES
    }
    assert others == {"README.md", "beslissingen.csv", "gepubliceerde-telling.csv"}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_story_says_that_it_is_invented(file: Path) -> None:
    assert HEADS[file]["verzonnen"] == (
        "Dit verhaal is verzonnen voor de demonstratie van sq-coder. De persoon bestaat niet."
    )


def test_that_it_is_invented_is_no_part_of_a_storys_text() -> None:
    assert [file.stem for file, text in TEXTS.items() if "verzonnen" in text or "sq-coder" in text] == []


def test_the_readme_says_so_in_its_first_line() -> None:
    first = (CORPUS / "README.md").read_text(encoding="utf-8").splitlines()[0]
    assert "every story, person, place and researcher here is invented" in first


def test_every_step_says_that_it_is_invented() -> None:
    assert {step["verzonnen"] for step in STEPS} == {"ja, verzonnen"}


def test_the_published_counts_say_where_they_come_from() -> None:
    rows = _rows("gepubliceerde-telling.csv", ",")
    assert list(rows[0]) == ["condition", "keyword", "count", "discussed", "basis", "source"]
    assert all("not invented" in row["source"] and "figure 6" in row["source"] for row in rows)


def test_the_published_counts_add_up_to_the_published_totals() -> None:
    totals: Counter[str] = Counter()
    for row in _rows("gepubliceerde-telling.csv", ","):
        totals[row["condition"]] += int(row["count"])
    assert totals == {"security": 9, "cohesion": 52, "inclusion": 5, "empowerment": 20}


def test_there_are_as_many_stories_a_year_as_in_the_study() -> None:
    told = Counter((head["verteld door"], head["jaar"]) for head in HEADS.values())
    assert told == {
        ("bewoner", "2021"): 15,
        ("bewoner", "2022"): 10,
        ("bewoner", "2023"): 10,
        ("bewoner", "2024"): 10,
        ("groepsbegeleider", "2023"): 2,
        ("groepsbegeleider", "2024"): 3,
    }


def test_a_story_stands_in_the_folder_of_its_year() -> None:
    assert all(file.parent.name == head["jaar"] == file.name[:4] for file, head in HEADS.items())


def test_a_story_has_250_to_500_words() -> None:
    assert {file.stem: word_count(text) for file, text in TEXTS.items() if not 250 <= word_count(text) <= 500} == {}


def test_titles_are_unique() -> None:
    assert len({keyword_key(head["titel"]) for head in HEADS.values()}) == len(FILES) == 50


def test_no_two_stories_begin_or_end_alike() -> None:
    for words in (slice(None, 3), slice(-3, None)):
        seen = Counter(" ".join(text.split()[words]) for text in TEXTS.values())
        assert [edge for edge, times in seen.items() if times > 1] == []


def test_the_groups_differ() -> None:
    assert len({head["groep"] for head in HEADS.values() if head["verteld door"] == "bewoner"}) >= 12


def test_consent_for_a_language_model_has_all_three_answers() -> None:
    assert {head.get("ai", "") for head in HEADS.values()} == {"ja", "nee", ""}


def test_steps_are_numbered_in_order() -> None:
    assert [step["step"] for step in STEPS] == [str(number) for number in range(1, len(STEPS) + 1)]


def test_only_the_invented_researchers_are_named() -> None:
    assert {name for step in STEPS for name in step["researchers"].split("|")} == RESEARCHERS


def test_decisions_are_about_residents_stories_only_and_all_but_one() -> None:
    residents = {head["titel"] for head in HEADS.values() if head["verteld door"] == "bewoner"}
    assert residents - {step["story"] for step in DECIDING} == {"Ik knik maar wat"}
    assert {step["story"] for step in DECIDING} - residents == set()


def test_keywords_are_the_codebooks_or_among_the_few_that_it_does_not_have() -> None:
    codebook = load((ROOT / "codebook.yaml").read_text(encoding="utf-8"))
    words = {word for step in DECIDING for word in step["keywords"].split("|")}
    assert {word for word in words if codebook.keyword(word) is None} == NOT_IN_THE_CODEBOOK


def test_proposals_are_left_to_the_matcher() -> None:
    assert {(step["proposal"], step["model"]) for step in STEPS} == {("", "")}


def test_the_steps_lead_to_every_state_of_a_story() -> None:
    decisions = _decisions()
    latest = {story: heads(given) for story, given in decisions.items()}
    settled = {story for story, given in decisions.items() if verdict(given, coders=2)}
    one = {story for story, by in latest.items() if len(by) == 1}
    assert len(settled) == 40
    assert one == {"Ze zijn een mens vergeten in te bouwen", "Nachtdienst in de aardbeien"}
    assert set(decisions) - settled - one == {"De riem hangt nog aan de kapstok", "Binnenkomen is genoeg"}


def test_ten_stories_were_decided_independently_and_four_of_them_differently() -> None:
    alone: dict[str, dict[str, frozenset[str]]] = defaultdict(dict)
    for step in DECIDING:
        if step["stage"] == "zelfstandig":
            alone[step["story"]][step["researchers"]] = frozenset(step["keywords"].split("|"))
    assert all(set(by) == RESEARCHERS for by in alone.values())
    assert [len(alone), sum(len(set(by.values())) > 1 for by in alone.values())] == [10, 4]


def test_the_most_frequent_keyword_is_sociale_contacten_and_it_does_not_crowd_out_the_rest() -> None:
    merged = {"contacten opdoen": "sociale contacten"}
    found = [verdict(given, coders=2) for given in _decisions().values()]
    counts = Counter(merged.get(note.key, note.key) for v in found if v for note in v.notes)
    assert counts.most_common(1)[0][0] == "sociale contacten"
    assert counts["sociale contacten"] <= 15
    assert len(counts) >= 20


def test_the_rulings_show_places_merges_and_what_was_discussed() -> None:
    said = [(s["action"], s["keywords"], s["condition"] or s["into"], s["discussed"]) for s in RULING]
    assert said == [
        ("place", "geen aansluiting", "undecided", "ja"),
        ("place", "beweging", "empowerment", "ja"),
        ("place", "creativiteit", "empowerment", "ja"),
        ("place", "de gezelligheid", "cohesion", "nee"),
        ("merge", "contacten opdoen", "sociale contacten", "ja"),
        ("merge", "daginvulling", "dagbesteding", "nee"),
        ("unmerge", "daginvulling", "", "ja"),
    ]


def test_rust_has_no_place_yet() -> None:
    assert "rust" in {step["keywords"] for step in DECIDING}
    assert "rust" not in {step["keywords"] for step in RULING}
