"""Samen bespreken: differences are settled together, words that mean the same count as one, words get a place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from browsing import save_button
from streamlit.testing.v1 import AppTest

from sq_coder.domain import FirstSelf, RulingKind, Sight, Working
from sq_coder.gateways.folder import write_settings
from sq_coder.study import Study, open_study
from sq_coder.study.decisions import Choice, note

OpenPage = Callable[..., AppTest]


def decide(study: Study, title: str, names: Sequence[str], *words: str, **given: object) -> None:
    study.decide(title, names, Choice(tuple(note(word) for word in words), **given))


@pytest.fixture
def differing(told: Study) -> Study:
    """Ann and Bob differ on 'Lopen' and agree on 'Geld'."""
    told.paste("Lopen", "ontmoeting", model="verzonnen-model")
    decide(told, "Lopen", ["Ann"], "gezelligheid", "verbinding")
    decide(told, "Lopen", ["Bob"], "beweging", "verbinding", remark="Het is een wandelgroep.")
    decide(told, "Geld", ["Ann"], "inzicht")
    decide(told, "Geld", ["Bob"], "inzicht")
    return told


def discussing(page_of: OpenPage, study: Study, *names: str, part: str = "") -> AppTest:
    at = page_of(study, "discussing", researcher="Ann")
    at.session_state["present"] = list(names) or ["Ann", "Bob"]
    if part:
        at.session_state["discussing.part"] = part
    return at.run()


def sentences(at: AppTest) -> list[str]:
    return [m.value.replace("\\", "") for m in at.main.markdown]


def words_of(at: AppTest) -> list[str]:
    return [w.value for w in at.text_input if w.key.startswith("discussing.word.")]


def test_an_empty_study_says_where_to_begin(page_of: OpenPage, study: Study) -> None:
    at = page_of(study, "discussing", researcher="Ann")
    assert [i.value for i in at.info] == ["Er zijn nog geen verhalen om te bespreken. Breng ze eerst in bij Verhalen."]


def test_without_differences_it_says_so(page_of: OpenPage, told: Study) -> None:
    at = discussing(page_of, told)
    assert at.info[0].value.startswith("Er zijn geen verschillen te bespreken.")


def test_differences_stand_side_by_side_in_words(page_of: OpenPage, differing: Study) -> None:
    at = discussing(page_of, differing)
    shown = sentences(at)
    assert "**1** verhaal te bespreken" in shown
    assert "Gelijk: verbinding. De andere kernwoorden verschillen." in shown
    assert [name for name in ("**Ann**", "**Bob**", "**Voorstel**") if name in shown] == [
        "**Ann**",
        "**Bob**",
        "**Voorstel**",
    ]
    assert "„Het is een wandelgroep.”" in shown
    html = " ".join(h.proto.body for h in at.main.get("html"))
    assert html.count("alleen in deze keuze") == 2
    assert words_of(at) == [""]


def test_settling_is_a_joint_decision_that_follows_on_both(page_of: OpenPage, differing: Study) -> None:
    at = discussing(page_of, differing)
    bobs = differing.decisions("Lopen")[1]
    at.button(key=f"discussing.take.{bobs.id}").click().run()
    save_button(at).click().run()
    ann, bob, joint = differing.decisions("Lopen")
    assert joint.researchers == ("Ann", "Bob")
    assert set(joint.supersedes) == {ann.id, bob.id}
    assert (joint.choice, joint.sight) == (bob.choice, Sight.PROPOSAL)
    assert differing.to_discuss() == []
    assert at.success[0].value == "Vastgesteld. Nog 0 verhalen te bespreken."


def test_whoever_is_absent_is_named_and_the_story_stays(page_of: OpenPage, differing: Study) -> None:
    at = discussing(page_of, differing, "Ann")
    assert [w.value.replace("\\", "") for w in at.warning] == [
        "Koos hier ook, en is er niet bij: Bob. Kies bovenaan wie erbij zijn."
    ]
    at.button(key="discussing.take.proposal").click().run()
    save_button(at).click().run()
    assert at.success[0].value.replace("\\", "").startswith("Opgeslagen. De keuzes verschillen nog")
    assert differing.to_discuss() == [differing.story("Lopen").id]


def test_nothing_chosen_is_refused(page_of: OpenPage, differing: Study) -> None:
    at = discussing(page_of, differing)
    save_button(at).click().run()
    assert [e.value.replace("\\", "") for e in at.error] == [
        "Er is geen kernwoord gekozen. Er is niets opgeslagen. Typ een kernwoord en sla dan op."
    ]
    assert len(differing.decisions("Lopen")) == 2


@pytest.mark.parametrize("changes", [{"working": Working.INDEPENDENT}, {"first_self": FirstSelf.ALL}])
def test_who_did_not_choose_yet_sees_no_choices(
    page_of: OpenPage, differing: Study, changes: dict[str, object]
) -> None:
    write_settings(differing.folder, replace(differing.settings, **changes))
    at = page_of(open_study(differing.folder), "discussing", researcher="Carla")
    sent = " ".join(str(element.proto) for element in at._tree if hasattr(element, "proto"))
    assert not any(word in sent for word in ("gezelligheid", "beweging", "ontmoeting"))
    assert [i.value for i in at.info] == [
        "Kies eerst zelf bij Controleren. Daarna staan hier de keuzes van uw collega's en het voorstel."
    ]


def test_a_merge_shows_the_counts_first_and_can_be_undone(page_of: OpenPage, differing: Study) -> None:
    decide(differing, "Verf", ["Ann", "Bob"], "overzicht houden")
    at = discussing(page_of, differing, part="same")
    at.selectbox(key="discussing.merged").set_value("overzicht houden").run()
    at.selectbox(key="discussing.into").set_value("inzicht").run()
    html = " ".join(h.proto.body for h in at.main.get("html"))
    assert "nu 1 keer genoteerd, daarna 0 keer" in html
    assert "nu 1 keer genoteerd, daarna 2 keer" in html
    assert differing.rulings() == []
    at.button(key="discussing.merge").click().run()
    assert [(r.kind, r.keyword, r.into, r.researchers) for r in differing.rulings()] == [
        (RulingKind.MERGE, "overzicht houden", "inzicht", ("Ann", "Bob"))
    ]
    assert differing.tally().conditions[0].keywords == (("inzicht", 2, False),)
    at.button(key="discussing.unmerge.overzicht houden").click().run()
    assert differing.tally().conditions[0].keywords == (("inzicht", 1, False),)


def test_a_merge_that_goes_round_is_refused_and_the_choice_stays(page_of: OpenPage, differing: Study) -> None:
    differing.merge_keywords("gezelligheid", "verbinding", ["Ann"])
    at = discussing(page_of, differing, part="same")
    at.selectbox(key="discussing.merged").set_value("verbinding").run()
    at.selectbox(key="discussing.into").set_value("gezelligheid").run()
    assert [e.value.replace("\\", "").split(".")[0] for e in at.error] == [
        "'gezelligheid' telt al als 'verbinding', dus zo zou het rondgaan"
    ]
    assert at.selectbox(key="discussing.merged").value == "verbinding"


def test_a_word_without_a_place_gets_one_for_the_whole_study(page_of: OpenPage, differing: Study) -> None:
    decide(differing, "Verf", ["Ann", "Bob"], "eigen verf")
    at = discussing(page_of, differing, part="places")
    at.button(key="discussing.placed.eigen verf").click().run()
    assert differing.rulings() == []
    assert at.warning[0].value.replace("\\", "") == "Kies eerst een plek voor „eigen verf”."
    at.pills(key="discussing.condition.eigen verf").set_value("empowerment")
    at.text_input(key="discussing.why.eigen verf").set_value("Het is een atelier.")
    at.checkbox(key="discussing.discussed.eigen verf").check()
    at.button(key="discussing.placed.eigen verf").click().run()
    (ruling,) = differing.rulings()
    assert (ruling.condition, ruling.discussed, ruling.remark) == ("empowerment", True, "Het is een atelier.")
    assert at.info[0].value == "Alle kernwoorden hebben een plek op het kwadrant."


def shown_of(at: AppTest) -> list[str]:
    return [c.value.replace("\\", "").rstrip() for c in at.main.caption]


def test_who_chose_a_word_without_a_place_and_where_stands_beside_it_and_can_be_read(
    page_of: OpenPage, differing: Study
) -> None:
    decide(differing, "Verf", ["Ann", "Bob"], "eigen verf", remark="Dat zegt ze zelf.")
    decide(differing, "Geld", ["Cor"], "potje")
    decide(differing, "Lopen", ["Cor"], "rust")
    decide(differing, "Lopen", ["Cor"], "wind")  # nobody chooses 'rust' any more
    at = discussing(page_of, differing, part="places")
    headings = [h.value.replace("\\", "") for h in at.subheader]
    unplaced = differing.status().unplaced
    assert headings == [
        f"{len(unplaced)} woord in vastgestelde verhalen",
        f"{len(differing.unplaced()) - len(unplaced)} woorden die nog niet zijn vastgesteld",
    ]
    assert unplaced == ("eigen verf",)
    assert "rust" not in [one.placement.word for one in differing.unplaced()]
    assert "In 1 verhaal, 1 vastgesteld." in shown_of(at)
    assert "gekozen door Ann en Bob, vastgesteld" in shown_of(at)
    assert "gekozen door Cor, nog niet vastgesteld" in shown_of(at)
    story = differing.story("Verf").id
    at.button(key=f"discussing.read.{story}.eigen verf").click().run()
    assert "„Dat zegt ze zelf.”" in [m.value.replace("\\", "") for m in at.main.markdown]


def test_who_chose_a_word_without_a_place_is_hidden_from_whoever_still_has_to_choose(
    page_of: OpenPage, told: Study
) -> None:
    write_settings(told.folder, replace(told.settings, working=Working.INDEPENDENT))
    decide(told, "Verf", ["Bob"], "eigen verf")
    at = discussing(page_of, told, "Ann", part="places")
    assert not [b for b in at.button if str(b.key).startswith("discussing.read.")]
    assert "En in nog 1 verhaal. Wie het daar koos, ziet u nadat u er zelf hebt gekozen." in shown_of(at)
    assert not any("Bob" in caption for caption in shown_of(at))
    decide(told, "Verf", ["Ann"], "kleur")
    at.run()
    assert "gekozen door Bob, nog niet vastgesteld" in shown_of(at)


def test_another_name_for_a_keyword_is_the_first_that_is_offered_to_be_merged(
    page_of: OpenPage, differing: Study
) -> None:
    decide(differing, "Verf", ["Ann", "Bob"], "beweeging", "rust")
    at = discussing(page_of, differing, part="same")
    labels = [b.label for b in at.button if str(b.key).startswith("discussing.offer.")]
    assert labels == ["rust → minder stress", "beweeging → beweging"]
    at.button(key="discussing.offer.0").click().run()
    at.button(key="discussing.merge").click().run()
    assert (differing.rulings()[0].keyword, differing.rulings()[0].into) == ("rust", "minder stress")


def test_beside_a_word_without_a_place_stands_that_it_is_another_name(page_of: OpenPage, differing: Study) -> None:
    decide(differing, "Verf", ["Ann", "Bob"], "rust")
    at = discussing(page_of, differing, part="places")
    assert any(s.startswith("In de kernwoordenlijst een andere naam voor „minder stress”.") for s in shown_of(at))
    differing.merge_keywords("rust", "minder stress", ["Ann", "Bob"])
    assert differing.meant_by("rust") is None
