"""Second prompts over a wire: about a keyword that was proposed, under the same guarantees, and never a ruling."""

from __future__ import annotations

import json

import pytest

from sq_coder.domain import Answer as Said
from sq_coder.domain import Consent, FoundStory, ProposalStatus, Purpose, sha256
from sq_coder.errors import ModelError, Problem
from sq_coder.study import init_study

from .faults import Answer, faulty, saying
from .names import own_address, short_deidentifier

FIRST = "Op dinsdag lopen we met Sjoerd langs de vaart. Nu bellen we elkaar als er iemand niet is. Daarna is er koffie."
OTHER = "In het atelier schilderde ik voor het eerst weer. Ik durf nu meer dan vroeger, zegt mijn dochter."
YES = Consent(ai=Said.YES)


@pytest.fixture
def study(tmp_path, monkeypatch):
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with init_study(tmp_path / "s") as made:
        made.keep_stories([FoundStory("Vaart", FIRST, consent=YES), FoundStory("Atelier", OTHER, consent=YES)])
        yield made


def ask(study, server, prompt=None, **more):
    return study.propose(proposer="openai", model="m", base_url=server.url, prompt=prompt, **more)


def answer(number, body):
    """A keyword the list does not have, then a passage with an invented one beside it, then a condition."""
    message = body["messages"][0]["content"]
    if "Bij welke van deze condities" in message:
        return Answer(content=saying("Sociale empowerment"))
    if "Welke zinnen" in message:
        true = "Nu bellen we elkaar als er iemand niet is" if "vaart" in message else "Ik durf nu meer dan vroeger"
        return Answer(content=saying(f"{true}\nZij danst nu elke avond op het plein."))
    return Answer(content=saying("Verbinding" if "vaart" in message else "Opbloeien"))


def test_passages_and_places_are_suggested_beside_the_proposal_and_change_nothing_else(study):
    with faulty(answer) as server:
        first = ask(study, server)
        before = study.proposals()
        preview = study.preview(proposer="openai", model="m", base_url=server.url, prompt="passages.v1")
        passages = ask(study, server, "passages.v1")
        assert {one.encode() for _, one in preview.bodies} == set(server.bodies[2:4])
        places = ask(study, server, "plek.v1")
        assert (passages.proposed, places.proposed, places.requests) == (2, 1, 1)  # 'verbinding' is in the codebook
        assert [ask(study, server, name).requests for name in (None, "passages.v1", "plek.v1")] == [0, 0, 0]
        assert len(server.bodies) == 5
        study.place("opbloeien", "empowerment", ("Ann",))
        assert ask(study, server, "plek.v1", again=True).requests == 0  # a ruling placed the word
    (vaart, atelier) = study.story_ids()
    found = study.suggested(vaart, "verbinding")
    assert [one.text for one in found[Purpose.PASSAGES].evidence] == ["Nu bellen we elkaar als er iemand niet is"]
    assert found[Purpose.PASSAGES].invented == ("Zij danst nu elke avond op het plein.",)
    assert study.suggested(atelier, "Opbloeien")[Purpose.PLACE].place == "empowerment"
    assert study.proposals() == before
    assert study.check() == []
    assert [run.id for run in study.keyword_runs()] == [first.run]
    assert study.validation().run == first.run
    assert {run.purpose for run in study.runs()} == set(Purpose)
    origin = {run.id: run for run in study.runs()}[found[Purpose.PASSAGES].run]
    assert (origin.prompt, origin.prompt_sha256) == ("passages.v1", study.prompt("passages.v1").sha256)
    assert {sent.body_sha256 for sent in study.store.sent()} == {sha256(body.decode()) for body in server.bodies}


def test_another_machine_gets_the_keyword_with_stand_ins_and_quotes_come_back_as_told(study, tmp_path, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-geheim-123")
    study.deidentifier = short_deidentifier(tmp_path / "names")
    study.keep_stories([FoundStory("Zonder ja", FIRST + " En toen nog iets.")])
    vaart, atelier, _ = study.story_ids()
    study.paste(vaart, "Sjoerd helpt", model="chat")
    study.paste(atelier, "Wietske", model="chat")

    def quoting(number, body):
        return Answer(content=saying("Op dinsdag lopen we met Persoon A langs de vaart."))

    with faulty(quoting, host=own_address()) as server:
        done = ask(study, server, "passages.v1")
        (body,) = server.bodies
    message = json.loads(body)["messages"][0]["content"]
    assert "Sjoerd" not in message
    assert "als kernwoord: Persoon A helpt." in message
    (one,) = study.suggested(vaart, "Sjoerd helpt").values()
    assert (one.about, one.pseudonymised) == ("Sjoerd helpt", True)
    assert [e.text for e in one.evidence] == ["Op dinsdag lopen we met Sjoerd langs de vaart."]
    # A name that is the keyword itself and not in the story: for a person to decide.
    assert [story for story, _ in done.withheld] == [atelier]


def test_what_is_wrong_with_a_second_reply_is_kept_with_it_whole(study):
    with faulty() as server:
        ask(study, server)
        server.decide = lambda number, body: Answer(content=saying("Daar staat niets over in dit verhaal."))
        done = ask(study, server, "passages.v1")
    assert done.unusable == 2
    (one,) = study.suggestions(story=study.story_ids()[0])
    assert (one.status, one.reason, one.about, one.keyword) == (ProposalStatus.UNUSABLE, "invented", "Verbinding", "")
    assert one.raw_reply == "Daar staat niets over in dit verhaal."


def test_a_withdrawn_story_keeps_no_invented_quote(study):
    with faulty(answer) as server:
        ask(study, server)
        ask(study, server, "passages.v1")
    story = study.story_ids()[0]
    study.withdraw(story)
    (one,) = study.store.suggestions(story=story)
    assert (one.invented, one.evidence, one.raw_reply) == ((), (), "")


def test_a_run_without_any_answer_is_never_the_run_of_the_figures(study):
    with faulty() as server:
        kept = ask(study, server).run
        server.decide = lambda number, body: Answer(404, "{}")
        with pytest.raises(ModelError, match="does not know the model"):
            study.propose(proposer="openai", model="weg", base_url=server.url)
    assert [run.model for run in study.runs()] == ["m", "weg"]
    assert study.validation().run == kept
    assert study.stability().runs == (kept,)
    assert "weg" not in " ".join(study.figure(study.tally()).description.split())
    assert [run.id for run, _ in study.sources()] == [kept]


def test_a_study_from_before_the_second_prompts_gets_them_at_first_use_and_a_chat_does_not(study):
    (study.folder / "prompts" / "passages.v1.md").unlink()
    assert study.prompt("passages.v1").purpose is Purpose.PASSAGES
    assert (study.folder / "prompts" / "passages.v1.md").is_file()
    with pytest.raises(Problem, match="asks about a keyword"):
        study.paste(study.story_ids()[0], "x", model="chat", prompt="passages.v1")


def test_suggestions_from_the_command_line(ask, run, monkeypatch, tmp_path):
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    ask("init", "s")
    (tmp_path / "vaart.txt").write_text(FIRST, encoding="utf-8")
    (tmp_path / "atelier.txt").write_text(OTHER, encoding="utf-8")
    ask("-s", "s", "import", "vaart.txt", "atelier.txt")
    with faulty(answer) as server:
        options = ("-s", "s", "propose", "--model", "m", "--base-url", server.url)
        ask(*options, "--proposer", "openai")
        assert ask(*options, "--passages")["proposed"] == 2
        assert ask(*options, "--places")["proposed"] == 1
        assert "1 already there" in run(*options, "--places").stderr
        refused = ask(*options, "--places", "--passages", code=1)
    assert "a run of their own" in refused["error"]["message"]
    assert len(ask("-s", "s", "proposals")) == 2
    found = ask("-s", "s", "proposals", "--suggestions")
    assert [(one["asked"], one["about"], one["place"], len(one["invented"])) for one in found] == [
        ("passages", "Verbinding", None, 1),
        ("passages", "Opbloeien", None, 1),
        ("place", "Opbloeien", "empowerment", 0),
    ]
    assert "(1 more not in the story)" in run("-s", "s", "proposals", "--suggestions").stdout


def test_the_report_says_what_a_second_question_asked_and_what_came_of_it(study):
    with faulty(answer) as server:
        ask(study, server)
        ask(study, server, "passages.v1")
    text = study.report()
    assert "- Gevraagd: welke passages het voorgestelde kernwoord dragen; een suggestie, die nergens meetelt" in text
    assert "Prompt passages.v1 (sha256 " in text
