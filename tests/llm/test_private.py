"""What another machine gets to see: stand-ins for names, only with consent, exactly what was shown first."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from sq_coder.domain import Answer, Consent, FoundStory, Listed, sha256
from sq_coder.errors import ModelError
from sq_coder.gateways import deidentify
from sq_coder.study import init_study

from .faults import Answer as Says
from .faults import faulty, saying
from .names import own_address, short_deidentifier

YES = Consent(ai=Answer.YES)
STORY = (
    "Ik ben Sjoerd de Vries uit Leeuwarden. Op dinsdag loop ik met de groep en daarna koken we samen. "
    "Zonder de groep zat Sjoerd alleen thuis."
)
KEY = "sk-heel-geheim-1234567890"


@pytest.fixture(scope="module")
def names(tmp_path_factory):
    return short_deidentifier(tmp_path_factory.mktemp("names"))


@pytest.fixture
def study(tmp_path, names, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    with init_study(tmp_path / "s") as made:
        made.deidentifier = names
        made.settings = replace(made.settings, private=Listed(places=("De Vlinderhof",)))
        yield made


@pytest.fixture
def server():
    with faulty(host=own_address()) as endpoint:
        yield endpoint


def ask(study, server, **more):
    return study.propose(proposer="openai", model="m", base_url=server.url, **more)


def test_no_name_reaches_another_machine_and_the_preview_is_what_it_received(study, server):
    study.keep_stories([FoundStory("Sjoerd", STORY + " We eten in de Vlinderhof.", consent=YES)])
    preview = study.preview(proposer="openai", model="m", base_url=server.url)
    done = ask(study, server)
    assert done.proposed == 1
    assert [body.decode() for body in server.bodies] == [body for _, body in preview.bodies]
    said = json.loads(server.bodies[0])["messages"][0]["content"].split("\n\n", 1)[1]
    assert said == (
        "Ik ben Persoon A uit Plaats A. Op dinsdag loop ik met de groep en daarna koken we samen. "
        "Zonder de groep zat Persoon A alleen thuis. We eten in Plaats B."
    )
    assert preview.pseudonymised
    assert [p.pseudonymised for p in study.proposals()] == [True]
    (sent,) = study.store.sent()
    assert (sent.endpoint, sent.pseudonymised, sent.body_sha256) == (
        server.url,
        True,
        sha256(server.bodies[0].decode()),
    )


def test_without_a_yes_nothing_leaves_the_machine(study, server):
    study.keep_stories([FoundStory("Ja", STORY, consent=YES)])
    study.keep_stories(
        [FoundStory("Nee", STORY + " Nee.", consent=Consent(ai=Answer.NO)), FoundStory("?", STORY + " Misschien.")]
    )
    done = ask(study, server)
    assert (done.proposed, len(done.withheld), len(server.bodies)) == (1, 2, 1)
    with pytest.raises(ModelError, match="Of 2 stories none may be sent"):
        ask(study, server)
    assert len(server.bodies) == 1
    preview = study.preview(proposer="openai", model="m", base_url=server.url)
    assert (preview.requests, len(preview.withheld)) == (0, 2)


def test_a_leak_blocks_the_story_until_a_person_decides(study, server):
    study.keep_stories([FoundStory("Lek", "Met Xandrithe Qwobbel loop ik op dinsdag langs het water.", consent=YES)])
    preview = study.preview(proposer="openai", model="m", base_url=server.url)
    done = ask(study, server)
    assert (done.proposed, len(server.bodies), preview.requests, len(preview.blocked)) == (0, 0, 0, 1)
    assert "may still identify somebody" in done.withheld[0][1]
    assert "Xandrithe" not in done.withheld[0][1]
    study.settings = replace(study.settings, private=Listed(names=("Xandrithe Qwobbel",)))
    assert ask(study, server).proposed == 1
    assert b"Xandrithe" not in server.bodies[0]
    assert b"Qwobbel" not in server.bodies[0]


def test_the_key_goes_to_the_endpoint_and_nowhere_else(study, server, capfd):
    study.keep_stories([FoundStory("Sjoerd", STORY, consent=YES)])
    server.decide = lambda number, body: Says(401, {"error": {"message": f"wrong key {KEY} for {body}"}})
    with pytest.raises(ModelError) as refused:
        ask(study, server)
    assert f"Bearer {KEY}" in server.headers[0]
    assert KEY not in str(refused.value)
    assert KEY not in "".join(capfd.readouterr())
    server.decide = lambda number, body: Says(content=saying("Samen"))
    ask(study, server)
    for file in study.folder.rglob("*"):
        assert file.is_dir() or KEY.encode() not in file.read_bytes(), file


def test_without_a_key_nothing_is_sent_elsewhere(study, server, monkeypatch):
    monkeypatch.delenv("OPENAI_API_KEY")
    study.keep_stories([FoundStory("Sjoerd", STORY, consent=YES)])
    with pytest.raises(ModelError, match="There is no key"):
        ask(study, server)
    assert server.bodies == []


def test_without_deduce_nothing_is_sent_elsewhere(study, server, monkeypatch):
    study.keep_stories([FoundStory("Sjoerd", STORY, consent=YES)])
    monkeypatch.setattr(deidentify, "available", lambda: False)
    study.deidentifier = deidentify.Deidentifier()
    with pytest.raises(ModelError, match="deduce is not installed"):
        ask(study, server)
    assert server.bodies == []


def test_a_study_may_allow_one_endpoint_only(study, server):
    study.keep_stories([FoundStory("Sjoerd", STORY, consent=YES)])
    study.settings = replace(
        study.settings, model=replace(study.settings.model, only_endpoint="https://ai.example.org/v1")
    )
    with pytest.raises(ModelError, match="allows one endpoint only"):
        ask(study, server)
    with pytest.raises(ModelError, match="allows one endpoint only"):
        study.preview(proposer="openai", model="m", base_url=server.url)
    with pytest.raises(ModelError, match="allows one endpoint only"):
        study.check_model(model="m", base_url=server.url)
    assert server.bodies == []


def test_this_machine_itself_gets_the_story_as_it_is(study, monkeypatch):
    study.keep_stories([FoundStory("Sjoerd", STORY)])
    with faulty() as here:
        assert ask(study, here).proposed == 1
        assert "Sjoerd de Vries" in here.bodies[0].decode()
    assert [p.pseudonymised for p in study.proposals()] == [False]
