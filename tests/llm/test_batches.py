"""OpenAI's Batch API: leave, go away, collect, under the same guarantees as a run, wherever somebody is killed."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter

import pytest

from sq_coder.domain import Answer, BatchState, Consent, FoundStory, ProposalStatus, sha256
from sq_coder.errors import ModelError
from sq_coder.study import Study, init_study, open_study

from .batch_server import BatchServer, batch_server
from .faults import faulty
from .names import own_address, short_deidentifier

N = 12
STORIES = [FoundStory(f"Verhaal {i}", f"Noor {i} loopt met de groep langs de “vaart”.") for i in range(N)]


@pytest.fixture
def study(tmp_path, monkeypatch):
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with init_study(tmp_path / "s") as made:
        made.keep_stories(STORIES)
        yield made


@pytest.fixture
def server():
    with batch_server() as running:
        yield running


def leave(study: Study, server: BatchServer, **more):
    return study.leave_batch(model="m", base_url=server.url, **more)


def collect(study: Study):
    (found,) = study.collect_batches()
    return found


def test_a_batch_is_left_and_collected_with_the_whole_origin_and_its_files_are_deleted(study, server):
    preview = study.preview(proposer="openai", model="m", base_url=server.url)
    left = leave(study, server)
    assert (left.under_way, left.requests, left.withheld) == (N, N, ())
    lines = server.files["file-0"].decode().splitlines()
    assert [line[line.index('"body":') + 7 : -1] for line in lines] == [body for _, body in preview.bodies]
    assert {(one["method"], one["url"]) for one in server.requests} == {("POST", "/v1/chat/completions")}
    assert not {one["custom_id"] for one in server.requests} & {story.id for story in study.stories()}
    assert (leave(study, server).under_way, len(server.batches)) == (0, 1)
    assert collect(study).state is BatchState.UNDER_WAY
    server.end()
    found = collect(study)
    assert (found.state, found.answered, found.proposed.proposed) == (BatchState.COLLECTED, N, N)
    assert study.collect_batches() == []
    assert Counter(p.story for p in study.proposals()) == {story.id: 1 for story in study.stories()}
    (run,) = study.runs()
    one = study.proposals()[0]
    assert (one.run, one.keyword, one.answered_by, one.fingerprint) == (run.id, "Verbinding", "klein-model-2", "fp_1")
    assert (run.model, run.endpoint, run.prompt, one.prompt_tokens) == ("m", server.url, "kernwoord.v1", 40)
    assert {sent.body_sha256 for sent in study.store.sent()} == {sha256(body) for _, body in preview.bodies}
    assert server.files == {}
    assert (
        leave(study, server).requests == study.propose(proposer="openai", model="m", base_url=server.url).requests == 0
    )


def test_what_is_in_a_batch_is_asked_by_no_other_run_and_becomes_free_when_it_fails(study, server):
    leave(study, server)
    with faulty() as direct:
        settings = {"proposer": "openai", "model": "m", "base_url": direct.url}
        assert study.propose(**settings).requests == 0
        server.end("failed")
        server.files.clear()
        for batch in server.batches.values():
            batch |= {"output_file_id": None, "error_file_id": None}
        assert collect(study).state is BatchState.NOT_TAKEN
        assert study.propose(**settings).proposed == N


def test_an_answer_that_failed_is_reported_and_the_story_is_asked_by_the_next_run(study, server):
    leave(study, server)

    def answer(body):
        text = body["messages"][0]["content"]
        return (
            None
            if "Noor 1 " in text
            else 400
            if "Noor 2 " in text
            else "1. Rust\n2. Geld"
            if "Noor 3 " in text
            else "Rust"
        )

    server.answer = answer
    server.end("expired")
    found = collect(study)
    counts = (found.proposed.proposed, found.proposed.unusable, found.proposed.failed)
    assert counts == (N - 3, 1, 2)
    assert sorted(reason.split(" ", 1)[1].split(". ")[0] for _, reason in found.proposed.problems) == [
        "ended the batch without an answer for this story",
        "refused the request (400)",
    ]
    assert "expired" in found.proposed.stopped
    assert leave(study, server).under_way == 2
    assert {p.raw_reply for p in study.proposals() if p.status is ProposalStatus.UNUSABLE} == {"1. Rust\n2. Geld"}


def test_a_withdrawn_story_gets_no_answer_and_an_edited_one_that_of_its_old_text(study, server):
    leave(study, server)
    first, second = study.story_ids()[:2]
    study.withdraw(first)
    old = study.story(second).text_sha256
    study.edit(second, text="Noor vertelt het nu heel anders.")
    server.end()
    assert collect(study).proposed.proposed == N - 1
    assert study.proposals(story=second)[0].text_sha256 == old
    assert study.store.proposals(story=first) == []
    assert leave(study, server).under_way == 1


def test_another_machine_gets_stand_ins_and_only_what_may_go(study, tmp_path, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-geheim-123456")
    study.deidentifier = short_deidentifier(tmp_path / "names")
    yes = Consent(ai=Answer.YES)
    text = "Op dinsdag loopt Sjoerd met de groep langs de vaart in de wijk."
    study.keep_stories(
        [FoundStory("Ja", text, consent=yes), FoundStory("Lek", f"{text} Bel 06-12345678.", consent=yes)]
    )
    study.keep_stories([FoundStory("Naam", f"{text} En Zwobbelina zong er.", consent=yes)])
    with batch_server(own_address()) as server:
        left = leave(study, server)
        sent = [one["body"]["messages"][0]["content"] for one in server.requests]
        assert {head.get("authorization") for head in server.heads} == {"Bearer sk-geheim-123456"}
        assert not [name for head in server.heads for name in head if name.startswith("x-stainless")]
        server.end()
        found = collect(study)
    assert (left.under_way, len(left.withheld)) == (2, N + 1)
    assert all("Persoon A" in one and "Sjoerd" not in one and "06-1234" not in one for one in sent)
    assert (found.proposed.proposed, {p.pseudonymised for p in study.proposals()}) == (2, {True})
    whole = (study.folder / "study.db").read_bytes()
    assert b"sk-geheim" not in whole


def test_passages_come_back_from_a_batch_too(study, server):
    story = study.story_ids()[0]
    study.paste(story, "Samen lopen", model="chat")
    server.answer = lambda body: "loopt met de groep"
    assert leave(study, server, prompt="passages.v1").under_way == 1
    server.end()
    collect(study)
    (one,) = study.suggestions()
    assert ([e.text for e in one.evidence], one.about) == (["loopt met de groep"], "Samen lopen")


@pytest.mark.parametrize(
    ("method", "path", "fault", "says"),
    [
        ("POST", "/files", 401, "does not accept the key"),
        ("POST", "/files", 404, "has no Batch API"),
        ("POST", "/batches", 400, "refused the batch (400)"),
    ],
)
def test_a_refused_batch_leaves_every_story_free(study, server, method, path, fault, says):
    server.fault = lambda m, p: fault if (m, p) == (method, path) else None
    with pytest.raises(ModelError) as refused:
        leave(study, server)
    assert says in str(refused.value)
    assert study.collect_batches() == []
    server.fault = lambda m, p: None
    assert leave(study, server).under_way == N


def test_a_connection_that_breaks_while_the_batch_is_made_makes_no_second_one(study, server):
    dropped: list[str] = []

    def fault(method, path):
        if (method, path) == ("POST", "/batches") and not dropped:
            dropped.append(path)
            return "drop"
        return None

    server.fault = fault
    assert leave(study, server).under_way == N
    assert (len(server.batches), len(dropped)) == (1, 1)
    server.end()
    assert collect(study).proposed.proposed == N


STEP = """
import sys
from sq_coder.study import open_study
with open_study(sys.argv[1]) as study:
    if sys.argv[3] == "leave":
        study.leave_batch(model="m", base_url=sys.argv[2])
    else:
        study.collect_batches()
"""


@pytest.mark.parametrize(
    ("step", "method", "path"),
    [
        ("leave", "POST", "/files"),
        ("leave", "POST", "/batches"),
        ("collect", "DELETE", "/files/"),
    ],
    ids=["uploading", "made", "answers-stored"],
)
def test_kill_9_at_any_step_leaves_exactly_one_proposal_per_story(study, server, step, method, path):
    """The server kills whoever asks, after doing what was asked: the client never hears that it was done."""
    if step == "collect":
        leave(study, server)
        server.end()
    client = subprocess.Popen([sys.executable, "-c", STEP, str(study.folder), server.url, step])
    killed: list[str] = []

    def fault(verb, asked):
        if verb == method and asked.startswith(path) and not killed:
            killed.append(asked)
            client.kill()
            return "drop"
        return None

    server.fault = fault
    client.wait()
    assert killed
    _leases_have_run_out(study)
    for _ in range(3):  # whoever comes back does the same two things
        study.collect_batches()
        leave(study, server)
        server.end()
    study.collect_batches()
    assert Counter(p.story for p in study.proposals()) == {story.id: 1 for story in study.stories()}
    assert len(server.batches) == 1
    assert study.check() == []


def _leases_have_run_out(study: Study) -> None:
    from sqlalchemy import delete

    from sq_coder.gateways.store import tables as t

    with study.store._database.write() as connection:
        connection.execute(delete(t.proposal_lease))


def test_while_another_sq_coder_is_leaving_a_batch_it_is_let_be(study, server):
    """Between the record of what leaves and the batch that is made of it, its run still holds the stories."""
    seen: list[BatchState] = []

    def fault(method, path):
        if (method, path) == ("POST", "/batches"):
            with open_study(study.folder) as other:
                seen.append(collect(other).state)
        return

    server.fault = fault
    leave(study, server)
    assert seen == [BatchState.BEING_LEFT]
    assert collect(study).state is BatchState.UNDER_WAY


def test_batches_from_the_command_line(ask, run, monkeypatch, tmp_path, server):
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    ask("init", "s")
    for name in ("een", "twee"):
        (tmp_path / f"{name}.txt").write_text(f"Verhaal {name}. Wij lopen op dinsdag.", encoding="utf-8")
    ask("-s", "s", "import", "een.txt", "twee.txt")
    options = ("-s", "s", "propose", "--model", "m", "--base-url", server.url)
    left = ask(*options, "--batch")
    assert (left["under_way"], left["requests"]) == (2, 2)
    assert "is under way, 0 of 2 answered" in run("-s", "s", "propose", "--collect").stderr
    server.end()
    (found,) = ask("-s", "s", "propose", "--collect")
    assert (found["state"], found["proposed"], found["run"]) == ("collected", 2, left["run"])
    assert "No batch was left" in run("-s", "s", "propose", "--collect").stderr
