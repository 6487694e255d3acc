"""Controleren: choose a keyword for a story; nothing beforehand, nothing lost, nothing seen too early."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest
from browsing import save_button
from streamlit.testing.v1 import AppTest

from sq_coder.domain import FirstSelf, Settings, Sight, Story, Working
from sq_coder.errors import SQCoderError
from sq_coder.gateways.folder import write_settings
from sq_coder.study import Study, open_study
from sq_coder.study.decisions import Choice, note
from sq_coder.ui import checking_present
from tests.llm.faults import Answer, faulty, saying

OpenPage = Callable[..., AppTest]


PROPOSED = {"Lopen": "ontmoeting", "Geld": "inzicht", "Verf": "creativiteit"}


@pytest.fixture
def proposed(told: Study) -> Study:
    """The three stories with a proposal that somebody pasted."""
    for title, keyword in PROPOSED.items():
        told.paste(title, keyword, model="verzonnen-model", date="2026-11-01")
    return told


def works(study: Study, **changes: object) -> Study:
    """The study with other settings."""
    write_settings(study.folder, replace(study.settings, **changes))
    return open_study(study.folder)


def story_of(at: AppTest, study: Study) -> Story:
    named = at.query_params["verhaal"]
    return study.story(named if isinstance(named, str) else named[0])


def type_word(at: AppTest, story: Story, word: str, row: int = 0) -> AppTest:
    keys = [w.key for w in at.text_input if w.key.startswith("checking.word.") and w.key.endswith(story.id)]
    return at.text_input(key=keys[row]).set_value(word).run()


def save(at: AppTest) -> AppTest:
    return save_button(at).click().run()


def said(at: AppTest) -> list[str]:
    return [e.value.replace("\\", "") for e in at.error]


def texts(at: AppTest) -> str:
    """Everything that is sent to the page."""
    return " ".join(str(element.proto) for element in at._tree if hasattr(element, "proto"))


def decide(study: Study, title: str, names: Sequence[str], *words: str, **given: object) -> None:
    study.decide(title, names, Choice(tuple(note(word) for word in words), **given))


def test_an_empty_study_says_where_to_begin(page_of: OpenPage, study: Study) -> None:
    at = page_of(study, "checking", researcher="Ann")
    assert [i.value for i in at.info] == [
        "Er zijn nog geen verhalen om te controleren. Breng ze eerst in bij Verhalen."
    ]


def test_without_a_name_nothing_can_be_chosen(page_of: OpenPage, told: Study) -> None:
    at = page_of(told, "checking")
    assert [i.value for i in at.info] == ["Kies eerst links wie er werkt."]
    assert [b.key for b in at.button if b.key.startswith("checking.save.")] == []


def test_leaving_a_proposal_takes_as_many_actions_as_changing_it(page_of: OpenPage, proposed: Study) -> None:
    told = proposed
    at = page_of(told, "checking", researcher="Ann")
    left = story_of(at, told)
    at.button(key="checking.keep").click().run()
    save(at)
    changed = story_of(at, told)
    type_word(at, changed, "rust")
    save(at)
    kept, other = told.decisions()
    proposals = {p.story: p for p in told.proposals()}
    assert [n.keyword for n in kept.notes] == [proposals[left.id].keyword]
    assert [n.keyword for n in other.notes] == ["rust"]
    assert (kept.sight, kept.saw) == (Sight.PROPOSAL, proposals[left.id].id)
    assert changed.id != left.id


def test_nothing_is_chosen_beforehand(page_of: OpenPage, proposed: Study) -> None:
    told = proposed
    at = page_of(told, "checking", researcher="Ann")
    assert [w.value for w in at.text_input if w.key.startswith("checking.word.")] == [""]
    save(at)
    assert said(at) == ["Er is geen kernwoord gekozen. Er is niets opgeslagen. Typ een kernwoord en sla dan op."]
    assert told.decisions() == []


def test_adding_keeps_the_proposal_and_what_was_typed(page_of: OpenPage, proposed: Study) -> None:
    told = proposed
    at = page_of(told, "checking", researcher="Ann")
    story = story_of(at, told)
    word = PROPOSED[story.title]
    type_word(at, story, "samen eten")
    at.button(key="checking.keep").click().run()
    at.button(key="checking.add").click().run()
    words = [w.value for w in at.text_input if w.key.startswith("checking.word.")]
    assert [typed for typed in words if typed] == [word, "samen eten"]
    save(at)
    assert [n.keyword for n in told.decisions()[0].notes] == [word, "samen eten"]


def test_working_together_makes_one_decision_of_all_present(page_of: OpenPage, told: Study) -> None:
    at = page_of(told, "checking", researcher="Ann")
    at.session_state["present"] = ["Ann", "Bob"]
    at.run()
    story = story_of(at, told)
    type_word(at, story, "vertrouwen")
    at.text_area(key=f"checking.remark.{story.id}").set_value("Zij durft weer.").run()
    save(at)
    (decision,) = told.decisions()
    assert (decision.researchers, decision.remark, decision.sight) == (("Ann", "Bob"), "Zij durft weer.", Sight.NONE)
    assert [v.story for v in told.verdicts()] == [story.id]


def test_who_decided_together_before_is_not_there_until_somebody_says_so(page_of: OpenPage, told: Study) -> None:
    told.decide("Lopen", ["Ann", "Bob"], Choice((note("beweging"),)))
    at = page_of(told, "checking", researcher="Ann")
    assert at.multiselect(key="present").value == ["Ann"]
    type_word(at, story_of(at, told), "vertrouwen")
    save(at)
    assert told.decisions()[-1].researchers == ("Ann",)


def test_who_was_at_the_table_yesterday_is_asked_anew(
    page_of: OpenPage, told: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = page_of(told, "checking", researcher="Ann")
    at.multiselect(key="present").set_value(["Ann", "Bob"]).run()
    assert at.multiselect(key="present").value == ["Ann", "Bob"]
    monkeypatch.setattr(checking_present, "now", lambda: "2999-01-01T08:00:00Z")
    at.run()
    assert at.multiselect(key="present").value == ["Ann"]


def test_a_known_word_is_offered_and_never_applied(page_of: OpenPage, told: Study) -> None:
    at = page_of(told, "checking", researcher="Ann")
    story = story_of(at, told)
    type_word(at, story, "contacten")
    (offered,) = [p for p in at.pills if p.key.startswith("checking.offer.")]
    assert "sociale contacten :gray[1]" in offered.options
    save(at)
    assert [n.keyword for n in told.decisions()[0].notes] == ["contacten"]


def test_an_offer_is_taken_by_choosing_it(page_of: OpenPage, told: Study) -> None:
    at = page_of(told, "checking", researcher="Ann")
    story = story_of(at, told)
    type_word(at, story, "contacten")
    (offered,) = [p for p in at.pills if p.key.startswith("checking.offer.")]
    offered.set_value("sociale contacten").run()
    save(at)
    assert [n.keyword for n in told.decisions()[0].notes] == ["sociale contacten"]


def test_a_place_for_this_story_alone_is_saved_with_its_reason(page_of: OpenPage, told: Study) -> None:
    at = page_of(told, "checking", researcher="Ann")
    story = story_of(at, told)
    type_word(at, story, "beweging")
    at.radio(key=f"checking.place.0.{story.id}").set_value("security").run()
    at.text_input(key=f"checking.why.0.{story.id}").set_value("Thema van de groep.").run()
    save(at)
    (kept,) = told.decisions()[0].notes
    assert (kept.keyword, kept.condition, kept.remark) == ("beweging", "security", "Thema van de groep.")


def test_a_word_typed_just_before_turning_to_the_next_story_is_kept(page_of: OpenPage, told: Study) -> None:
    at = page_of(told, "checking", researcher="Ann")
    story = story_of(at, told)
    at.text_input(key=f"checking.word.0.{story.id}").input("verbinding")
    at.button(key="checking.following").click().run()
    assert story_of(at, told) != story
    assert '"verbinding"' in (told.store.draft(story.id, "Ann") or "")
    assert f"checking.rows.{story.id}" not in at.session_state
    at.button(key="checking.previous").click().run()
    assert at.text_input(key=f"checking.word.0.{story.id}").value == "verbinding"


def test_somebody_who_sits_down_as_another_saves_gets_no_choice_of_theirs(page_of: OpenPage, told: Study) -> None:
    told.paste("Lopen", "ontmoeting", model="m")
    for name in ("Ann", "Bob"):
        told.decide("Verf", [name], Choice([note("creativiteit")]))
    at = page_of(told, "checking", researcher="Ann")
    story = story_of(at, told)
    type_word(at, story, "samen lopen")
    save_button(at).click()
    at.selectbox(key="frame.researcher").set_value("Bob").run()
    assert told.decisions(story.id) == []
    assert "samen lopen" in (told.draft(story.id, "Ann") or "")
    assert told.draft(story.id, "Bob") is None


def test_a_draft_stays_when_another_page_is_opened_and_another_story_waits(page_of: OpenPage, told: Study) -> None:
    at = page_of(told, "checking", researcher="Ann")
    at.button(key="checking.following").click().run()
    story = story_of(at, told)
    type_word(at, story, "nog niet zeker")
    at.text_area(key=f"checking.remark.{story.id}").input("Vraag dit na.")
    at.switch_page("pages/quadrant.py").run()
    assert "Vraag dit na." in (told.draft(story.id, "Ann") or "")
    del at.query_params["verhaal"]
    at.switch_page("pages/checking.py").run()
    assert story_of(at, told).id != story.id
    assert "nog niet zeker" in (told.draft(story.id, "Ann") or "")


def test_a_draft_survives_a_new_session(page_of: OpenPage, told: Study) -> None:
    at = page_of(told, "checking", researcher="Ann")
    story = story_of(at, told)
    type_word(at, story, "nog niet zeker")
    at.text_area(key=f"checking.remark.{story.id}").set_value("Even overleggen.").run()
    again = page_of(told, "checking", researcher="Ann")
    assert again.text_input(key=f"checking.word.0.{story.id}").value == "nog niet zeker"
    assert again.text_area(key=f"checking.remark.{story.id}").value == "Even overleggen."
    save(again)
    assert told.store.draft(story.id, "Ann") is None


@pytest.mark.parametrize(
    ("word", "sentence"),
    [
        ("x" * 300, "'xxxxxxxxxxxxxxxxxxxxxxxxxxxxx…' is geen bruikbaar kernwoord."),
        ("een twee drie vier vijf", "'een twee drie vier vijf' is niet opgeslagen: een kernwoord heeft hoogstens vier"),
        ("👍", "'👍' is niet opgeslagen: een kernwoord heeft een letter of cijfer."),
        ("ver\u202etrouwen", "'ver trouwen' bevat tekens die niet te zien zijn."),
        ("ver\x07trouwen", "'ver trouwen' bevat tekens die niet te zien zijn."),
    ],
)
def test_what_is_no_keyword_is_refused_in_one_sentence_and_stays(
    page_of: OpenPage, told: Study, word: str, sentence: str
) -> None:
    at = page_of(told, "checking", researcher="Ann")
    story = story_of(at, told)
    type_word(at, story, word)
    save(at)
    assert [s.startswith(sentence) for s in said(at)] == [True]
    assert at.text_input(key=f"checking.word.0.{story.id}").value == word
    assert told.decisions() == []


@pytest.mark.parametrize("word", ["<b>vet</b>", "![x](http://evil.example/a.png)", "שלום", "koffie ☕", ":red[x]"])
def test_a_strange_keyword_is_a_keyword(page_of: OpenPage, told: Study, word: str) -> None:
    at = page_of(told, "checking", researcher="Ann")
    type_word(at, story_of(at, told), word)
    save(at)
    assert [n.keyword for n in told.decisions()[0].notes] == [word]


@pytest.mark.parametrize(
    ("typed", "said_at_once"),
    [
        ("samen weer iets kunnen doen", "Een kernwoord heeft hoogstens vier woorden. Dit zijn er 5."),
        ("\N{GRINNING FACE}", "Een kernwoord heeft een letter of cijfer."),
        ("a" * 101, "Een kernwoord heeft hoogstens 100 letters."),
        ("weer iets doen", ""),
    ],
)
def test_what_is_no_keyword_is_said_while_it_is_typed(
    page_of: OpenPage, told: Study, typed: str, said_at_once: str
) -> None:
    at = page_of(told, "checking", researcher="Ann")
    type_word(at, story_of(at, told), typed)
    red = [m.value.replace("\\", "").removeprefix(":small[:red[:material/error: ").rstrip("]") for m in at.markdown]
    assert [sentence for sentence in red if sentence.startswith("Een kernwoord")] == [said_at_once][
        : bool(said_at_once)
    ]
    assert any("nieuw woord" in html.proto.body for html in at.main.get("html")) is not bool(said_at_once)
    assert told.decisions() == []


def test_two_tabs_of_one_researcher_lose_nothing(page_of: OpenPage, told: Study) -> None:
    first, second = (page_of(told, "checking", researcher="Ann") for _ in range(2))
    story = story_of(first, told)
    type_word(first, story, "vertrouwen")
    type_word(second, story, "rust")
    save(first)
    save(second)
    assert said(second) == [
        f"Bij verhaal „Lopen” ({story.id[:8]}) is intussen een nieuwere keuze opgeslagen. Die van u is niet opgeslagen. "
        "Bekijk het verhaal opnieuw en kies dan."
    ]
    assert second.text_input(key=f"checking.word.0.{story.id}").value == "rust"
    assert told.store.draft(story.id, "Ann") is not None
    second.button(key="checking.look").click().run()
    save(second)
    assert [[n.keyword for n in d.notes] for d in told.decisions()] == [["vertrouwen"], ["rust"]]


def test_a_story_withdrawn_meanwhile_is_said_in_one_sentence(page_of: OpenPage, told: Study) -> None:
    at = page_of(told, "checking", researcher="Ann")
    story = story_of(at, told)
    type_word(at, story, "rust")
    told.withdraw(story.id)
    save(at)
    assert at.info[0].value.startswith("Dit verhaal is ingetrokken door wie het vertelde.")
    at.button(key="checking.waiting").click().run()
    assert story_of(at, told).id != story.id


def test_a_story_changed_meanwhile_is_shown_before_anything_is_saved(page_of: OpenPage, told: Study) -> None:
    at = page_of(told, "checking", researcher="Ann")
    story = story_of(at, told)
    type_word(at, story, "rust")
    told.edit(story.id, text="Een heel ander verhaal over de markt.")
    save(at)
    assert said(at)[0].startswith(f"Verhaal „Lopen” ({story.id[:8]}) is gewijzigd sinds u het zag.")
    assert told.decisions() == []
    save(at)
    assert told.decisions()[0].text_sha256 == told.story(story.id).text_sha256


def test_a_second_reader_agrees_or_asks_to_discuss(page_of: OpenPage, told: Study) -> None:
    study = works(told, working=Working.IN_TURN)
    decide(study, "Lopen", ["Ann"], "beweging")
    decide(study, "Geld", ["Ann"], "inzicht")
    at = page_of(study, "checking", researcher="Bob")
    assert story_of(at, study).title == "Lopen"
    at.button(key="checking.agree").click().run()
    save(at)
    assert story_of(at, study).title == "Geld"
    at.button(key="checking.discuss").click().run()
    save(at)
    agreed, discussed = study.decisions()[-2:]
    assert (agreed.choice, agreed.discuss) == (study.decisions("Lopen")[0].choice, False)
    assert (discussed.discuss, discussed.saw_decisions) == (True, (study.decisions("Geld")[0].id,))
    assert study.to_discuss() == [study.story("Geld").id]
    assert [v.story for v in study.verdicts()] == [study.story("Lopen").id]


def test_a_colleagues_choice_is_not_sent_before_ones_own_is_stored(page_of: OpenPage, told: Study) -> None:
    study = works(told, working=Working.INDEPENDENT)
    decide(study, "Lopen", ["Ann"], "zeldzaamwoord", remark="Geheime opmerking.")
    at = page_of(study, "checking", researcher="Bob")
    story = story_of(at, study)
    assert story.title == "Lopen"
    assert "zeldzaamwoord" not in texts(at)
    assert "Geheime opmerking" not in texts(at)
    type_word(at, story, "rust")
    save(at)
    at.button(key="checking.previous").click().run()
    assert story_of(at, study).title == "Lopen"
    assert "zeldzaamwoord" in texts(at)
    assert study.decisions("Lopen")[-1].saw_decisions == ()


def test_first_self_stores_ones_own_keyword_before_the_proposal_is_sent(page_of: OpenPage, proposed: Study) -> None:
    study = works(proposed, first_self=FirstSelf.ALL)
    at = page_of(study, "checking", researcher="Ann")
    story = story_of(at, study)
    (proposal,) = study.proposals(story=story.id)
    assert proposal.keyword not in texts(at)
    type_word(at, story, "eigen woord")
    save(at)
    assert story_of(at, study).id == story.id
    assert proposal.keyword in texts(at)
    at.button(key="checking.keep").click().run()
    save(at)
    first, second = study.decisions(story.id)
    assert (first.sight, first.saw) == (Sight.NONE, None)
    assert (second.sight, second.saw, second.supersedes) == (Sight.PROPOSAL, proposal.id, (first.id,))


def test_a_share_is_drawn_once_and_a_larger_one_holds_the_smaller(told: Study) -> None:
    def drawn(percent: int) -> set[str]:
        with works(told, first_self=FirstSelf.SHARE, first_self_percent=percent) as study:
            return {id for id in study.story_ids() if study.chooses_first(id)}

    shares = [drawn(percent) for percent in (0, 40, 70, 100)]
    assert shares[0] == set()
    assert shares[1] <= shares[2] <= shares[3] == set(told.story_ids())
    assert drawn(40) == shares[1]


def test_a_share_outside_a_hundred_is_refused(told: Study) -> None:
    write_settings(told.folder, Settings("x", first_self=FirstSelf.SHARE, first_self_percent=120))
    with pytest.raises(SQCoderError, match="says first_self_percent outside 0 to 100"):
        open_study(told.folder)


def test_the_way_of_working_is_chosen_on_screen_and_holds_for_everybody(page_of: OpenPage, proposed: Study) -> None:
    at = page_of(proposed, "checking", researcher="Ann")
    settings = proposed.folder / "study.toml"
    settings.write_text(settings.read_text() + "\n# onze eigen aantekening\n")
    at.radio(key="checking.working").set_value(Working.INDEPENDENT)
    at.radio(key="checking.first_self").set_value(FirstSelf.ALL)
    at.button(key="checking.save_way").click().run()
    assert at.success[0].value.startswith("Zo werkt dit onderzoek voortaan: los van elkaar")
    assert [i.value for i in at.info if i.value.startswith("Eerst zelf kiezen")] != []
    with open_study(proposed.folder) as study:
        assert (study.settings.working, study.settings.first_self) == (Working.INDEPENDENT, FirstSelf.ALL)
    assert "# onze eigen aantekening" in settings.read_text()
    assert not any(p.keyword in texts(at) for p in proposed.proposals())


def listed(at: AppTest, study: Study) -> AppTest:
    at.session_state["checking.view"] = "list"
    return at.run()


def edit_row(at: AppTest, row: int, **cells: object) -> AppTest:
    key = f"checking.table.{at.session_state['checking.round']}"
    at.session_state[key] = {"edited_rows": {row: cells}, "added_rows": [], "deleted_rows": []}
    return at.run()


def test_the_list_is_edited_in_place_and_saved_at_once(page_of: OpenPage, told: Study) -> None:
    at = listed(page_of(told, "checking", researcher="Ann"), told)
    edit_row(at, 0, keywords=["vertrouwen", "samen eten"], remark="Samen gekozen.")
    assert told.decisions() == []
    at.button(key="checking.save_list").click().run()
    (decision,) = told.decisions()
    assert decision.story == told.story_ids()[0]
    assert ([n.keyword for n in decision.notes], decision.remark) == (["vertrouwen", "samen eten"], "Samen gekozen.")


def test_what_was_typed_in_the_list_survives_a_new_session(page_of: OpenPage, told: Study) -> None:
    edit_row(listed(page_of(told, "checking", researcher="Ann"), told), 1, keywords=["rust"])
    again = page_of(told, "checking", researcher="Ann")
    listed(again, told).button(key="checking.save_list").click().run()
    assert [(d.story, [n.keyword for n in d.notes]) for d in told.decisions()] == [(told.story_ids()[1], ["rust"])]


def test_a_list_with_one_word_that_is_no_keyword_saves_nothing(page_of: OpenPage, told: Study) -> None:
    at = listed(page_of(told, "checking", researcher="Ann"), told)
    key = f"checking.table.{at.session_state['checking.round']}"
    rows = {0: {"keywords": ["rust"]}, 1: {"keywords": ["x" * 300]}}
    at.session_state[key] = {"edited_rows": rows, "added_rows": [], "deleted_rows": []}
    at.run()
    at.button(key="checking.save_list").click().run()
    assert len(said(at)) == 1
    assert told.decisions() == []


def test_the_list_says_whose_a_choice_is_that_is_not_of_all_who_are_there(page_of: OpenPage, told: Study) -> None:
    for title, names, word in (("Lopen", ["Ann"], "beweging"), ("Geld", ["Ann", "Bob"], "inzicht")):
        told.decide(title, names, Choice((note(word),)))
    at = page_of(told, "checking", researcher="Ann")
    at.multiselect(key="present").set_value(["Ann", "Cor"]).run()
    listed(at, told)
    shown = at.dataframe[0].value if at.dataframe else at.get("arrow_data_frame")[0].value
    at_row = {title: row for title, *row in shown[["story", "apart", "keywords"]].itertuples(index=False)}
    assert {title: (apart, list(words)) for title, (apart, words) in at_row.items()} == {
        "Lopen": ("beweging (Ann)", []),
        "Geld": ("", ["inzicht"]),
        "Verf": ("", []),
    }
    assert at.button(key="checking.save_list").disabled
    at.multiselect(key="present").set_value(["Ann"]).run()
    shown = at.dataframe[0].value if at.dataframe else at.get("arrow_data_frame")[0].value
    assert [list(words) for words in shown["keywords"]] == [["beweging"], ["inzicht"], []]


def test_the_list_sends_no_proposal_that_comes_after_ones_own_keyword(page_of: OpenPage, proposed: Study) -> None:
    study = works(proposed, first_self=FirstSelf.ALL)
    at = listed(page_of(study, "checking", researcher="Ann"), study)
    words = {p.keyword for p in study.proposals() if p.keyword}
    shown = at.dataframe[0].value if at.dataframe else at.get("arrow_data_frame")[0].value
    assert words.isdisjoint(set(shown["proposal"]))
    assert set(shown["proposal"]) == {"eerst zelf kiezen"}


def test_what_second_prompts_suggested_stands_with_the_proposal_and_chooses_nothing(
    page_of: OpenPage, told: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    story = told.story("Lopen")

    def answer(_number: int, body: dict[str, Any]) -> Answer:
        message = body["messages"][0]["content"]
        if "Welke zinnen" in message:
            return Answer(content=saying(f"{story.text[:30]}\nZij vloog naar de maan en terug."))
        return Answer(content=saying("sociale empowerment" if "condities" in message else "Opbloeien"))

    with faulty(answer) as server:
        for prompt in ("kernwoord.v1", "passages.v1", "plek.v1"):
            told.propose(proposer="openai", model="m", base_url=server.url, prompt=prompt)
    at = page_of(told, "checking", researcher="Ann")
    shown = " ".join(caption.value for caption in at.main.caption)
    assert "Plek volgens het taalmodel: sociale empowerment" in shown
    assert "wees 1 passage aan" in shown
    assert "Zij vloog naar de maan en terug" in shown
    at.button(key="checking.mark").click().run()
    assert "Passage bij" in texts(at)
    assert told.decisions() == []


def test_another_name_for_a_keyword_is_said_to_be_one_also_when_it_was_chosen_before(
    page_of: OpenPage, told: Study
) -> None:
    told.decide("Geld", ["Bob"], Choice((note("rust"),)))
    at = page_of(told, "checking", researcher="Ann")
    story = story_of(at, told)
    type_word(at, story, "rust")
    (offered,) = [p for p in at.pills if p.key.startswith("checking.offer.")]
    said = "„rust” is een andere naam voor „minder stress”. Kies dat; anders telt uw woord apart."
    assert (offered.label.replace("\\", ""), offered.options[0]) == (said, "minder stress :gray[1]")
    told.place("rust", "empowerment", ["Ann", "Bob"])
    at.run()
    assert not [p for p in at.pills if p.key.startswith("checking.offer.")]
