"""What another machine gets to see: stand-ins for names, only with consent, exactly what was shown first."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace

import keyring
import pytest
from keyring.backend import KeyringBackend

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
    assert preview.doubts == ((preview.blocked[0][0], ("Xandrithe", "Qwobbel")),)
    study.settings = replace(study.settings, private=Listed(names=("Xandrithe Qwobbel",)))
    assert ask(study, server).proposed == 1
    assert b"Xandrithe" not in server.bodies[0]
    assert b"Qwobbel" not in server.bodies[0]


def test_what_a_person_says_of_a_word_is_written_in_the_settings_and_lets_the_story_go(study, server):
    study.keep_stories([FoundStory("Lek", "Met Xandrithe loop ik op dinsdag naar Qwobbelhuis.", consent=YES)])
    study.list_private({"names": ["Xandrithe"], "allowed": ["Qwobbelhuis"]})
    study.list_private({"names": ["Xandrithe"]})
    assert study.settings.private == Listed(("Xandrithe",), allowed=("Qwobbelhuis",))
    assert ask(study, server).proposed == 1
    assert "Persoon A loop ik op dinsdag naar Qwobbelhuis" in server.bodies[0].decode()


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


def test_what_is_to_be_copied_into_a_chat_is_the_prompt_and_the_story_with_stand_ins(study):
    study.keep_stories([FoundStory("Sjoerd", STORY, consent=YES), FoundStory("Nee", STORY + " Nee.")])
    preview = study.preview(proposer="paste")
    ((story, message),) = preview.bodies
    assert message == (
        f"{study.prompt().text}\n\nIk ben Persoon A uit Plaats A. Op dinsdag loop ik met de groep en daarna koken we samen. "
        "Zonder de groep zat Persoon A alleen thuis."
    )
    assert [why.split(",")[0] for _, why in preview.withheld] == ["The resident did not say yes to AI"]
    study.paste(story, "Samen koken", model="chat")
    assert study.preview(proposer="paste").bodies == ()


class MemoryKeyring(KeyringBackend):
    """A keyring without a file: what a desktop's own does, for as long as a test takes."""

    priority = 9.0

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@pytest.fixture
def kept():
    before = keyring.get_keyring()
    keyring.set_keyring(MemoryKeyring())
    yield KEY.replace("geheim", "bewaard")
    keyring.set_keyring(before)


def test_a_key_of_the_keyring_is_used_for_its_own_host_and_shows_nowhere(
    study, server, kept, monkeypatch, caplog, capfd, tmp_path
):
    monkeypatch.delenv("OPENAI_API_KEY")
    caplog.set_level("DEBUG")
    study.keep_stories([FoundStory("Sjoerd", STORY, consent=YES)])
    keyring.set_password("sq-coder", "elders.example", kept)
    with pytest.raises(ModelError, match="There is no key for"):
        ask(study, server)
    keyring.set_password("sq-coder", server.url.split("/")[2], kept)
    server.decide = lambda number, body: Says(401, json.dumps({"error": {"message": f"bad key {kept}"}}))
    with pytest.raises(ModelError) as refused:
        ask(study, server)
    server.decide = lambda number, body: Says(content=saying("Rust"))
    assert ask(study, server).proposed == 1
    assert f"authorization: bearer {kept}".lower() in server.headers[-1].lower()
    for suffix in (".json", ".xlsx", ".csv", ".docx", ".qdpx"):
        assert kept.encode() not in unpacked(study.export_bytes(suffix))
    shown = capfd.readouterr()
    assert kept not in f"{refused.value}{caplog.text}{shown.out}{shown.err}"
    assert not [file for file in study.folder.rglob("*") if file.is_file() and kept.encode() in file.read_bytes()]


def unpacked(data: bytes) -> bytes:
    """A file with, when it is a zip, everything in it."""
    if not data.startswith(b"PK"):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())
