"""Runs of a language model over a study's stories: each asked once, whatever the endpoint does."""

from __future__ import annotations

import json
import threading
from collections import Counter

import pytest

from sq_coder.domain import FoundStory, ProposalStatus, sha256
from sq_coder.errors import ModelError, Problem
from sq_coder.gateways.llm import Patience
from sq_coder.study import Study, init_study, open_study
from sq_coder.study.model import finish

from .faults import Answer, faulty, saying

QUICK = Patience(timeout=5, tries=3, timeouts=1, paced=60, first=0.01, longest=0.05)


@pytest.fixture(autouse=True)
def no_key(monkeypatch):
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)


@pytest.fixture
def forty(tmp_path):
    with init_study(tmp_path / "s") as study:
        study.patience = QUICK
        stories = [
            FoundStory(f"Verhaal {i}", f"Noor {i} loopt met de groep langs de “vaart”.", year=2024) for i in range(40)
        ]
        study.keep_stories(stories)
        yield study


def ask(study: Study, url: str, **more):
    return study.propose(proposer="openai", model="klein-model", base_url=url, **more)


def test_a_run_asks_each_story_once_and_keeps_the_whole_origin(forty):
    seen: list[tuple[int, int]] = []
    with faulty() as server:
        done = ask(forty, server.url, on_progress=lambda *at: seen.append(at))
    assert (done.proposed, done.requests, done.failed, done.prompt_tokens) == (40, 40, 0, 1600)
    assert seen[-1] == (40, 40)
    proposals = forty.proposals()
    assert Counter(p.story for p in proposals) == {s.id: 1 for s in forty.stories()}
    run = next(r for r in forty.runs() if r.id == done.run)
    assert (run.proposer, run.model, run.endpoint, run.prompt) == ("openai", "klein-model", server.url, "kernwoord.v1")
    assert forty.store.prompt(run.prompt_sha256) == forty.prompt("kernwoord.v1")
    one = proposals[0]
    assert (one.keyword, one.raw_reply, one.answered_by, one.fingerprint) == (
        "Verbinding",
        "Verbinding",
        "klein-model-2",
        "fp_1",
    )
    assert (one.finish_reason, one.prompt_tokens, one.completion_tokens, one.pseudonymised) == ("stop", 40, 2, False)
    assert one.text_sha256 == forty.story(one.story).text_sha256


def test_a_second_run_sends_nothing(forty):
    with faulty() as server:
        first = ask(forty, server.url)
        second = ask(forty, server.url)
        assert (second.requests, second.already_there, second.run, len(server.bodies)) == (0, 40, first.run, 40)


def test_again_asks_again_and_keeps_both(forty):
    with faulty() as server:
        ask(forty, server.url)
        done = ask(forty, server.url, again=True)
    assert done.proposed == 40
    assert set(Counter(p.story for p in forty.proposals()).values()) == {2}


def test_the_preview_is_what_the_server_receives_byte_for_byte(forty):
    with faulty() as server:
        preview = forty.preview(proposer="openai", model="klein-model", base_url=server.url)
        assert server.bodies == []
        ask(forty, server.url)
        assert sorted(server.bodies) == sorted(body.encode() for _, body in preview.bodies)
        log = forty.store.sent()
    assert sorted(one.body_sha256 for one in log) == sorted(sha256(body.decode()) for body in server.bodies)
    assert {(one.endpoint, one.model, one.pseudonymised) for one in log} == {(server.url, "klein-model", False)}


def test_what_is_sent_says_nothing_of_the_machine(forty):
    with faulty() as server:
        ask(forty, server.url)
    names = {line.split(":")[0].lower() for line in server.headers[0].split("\r\n")[1:] if line}
    assert names == {"host", "accept", "accept-encoding", "connection", "user-agent", "content-type", "content-length"}
    assert list(json.loads(server.bodies[0])) == ["model", "messages"]


def test_never_more_in_flight_than_allowed_also_in_a_storm(forty):
    with faulty() as server:
        server.decide = lambda number, body: (
            Answer(429, {"error": {"message": "slow"}}, {"Retry-After": "0"})
            if server.flying > 3
            else Answer(wait=0.005)
        )
        done = ask(forty, server.url, concurrency=16)
    assert (done.proposed, done.failed) == (40, 0)
    assert server.most_flying <= 16


def test_retry_after_is_honoured_by_all_workers(forty):
    import time

    moments: list[float] = []

    def decide(number, body):
        moments.append(time.monotonic())
        return Answer(429, "{}", {"Retry-After": "0.5"}) if number == 0 else Answer(wait=0.05)

    with faulty(decide) as server:
        assert ask(forty, server.url, concurrency=2).proposed == 40
    # One request was on its way when the first was refused; all others came after the wait.
    assert sum(moment - moments[0] < 0.45 for moment in moments) <= 3


def test_an_endpoint_that_asks_for_an_hour_ends_the_run(forty):
    with faulty(lambda number, body: Answer(429, "{}", {"Retry-After": "3600"})) as server:
        with pytest.raises(ModelError, match="asks to wait for 3600 seconds"):
            ask(forty, server.url)
        assert len(server.bodies) <= 8


@pytest.mark.parametrize(
    "fault",
    [
        Answer(500, "oops"),
        Answer(502, "<html>bad gateway</html>", {"Content-Type": "text/html"}),
        Answer(408, "{}"),
        Answer(409, "{}"),
        Answer(429, "{}"),
        Answer(half=True),
        Answer(reset=True),
        Answer(content="{garbage"),
        Answer(content=b"\xff\xfe\x00garbage"),
        Answer(content="<html></html>", headers={"Content-Type": "text/html"}),
        Answer(content={"choices": []}),
        Answer(content=b"\x1f\x8bnot gzip", headers={"Content-Encoding": "gzip"}),
    ],
    ids=lambda fault: f"{fault.status}-{'half' if fault.half else 'reset' if fault.reset else str(fault.content)[:12]}",
)
def test_a_fault_that_passes_costs_no_story(forty, fault):
    seen: set[str] = set()

    def decide(number, body):
        new = (text := str(body)) not in seen
        seen.add(text)
        return fault if new and number % 7 == 3 else Answer()

    with faulty(decide) as server:
        done = ask(forty, server.url)
    assert (done.proposed, done.failed) == (40, 0)
    assert done.requests == len(server.bodies) > 40


def test_a_story_that_keeps_failing_is_reported_and_tried_by_the_next_run(forty):
    def decide(number, body):
        return Answer(500, "{}") if "Noor 7 " in body["messages"][0]["content"] else Answer()

    with faulty(decide) as server:
        first = ask(forty, server.url)
        server.decide = lambda number, body: Answer()
        second = ask(forty, server.url)
    assert (first.proposed, first.failed, second.proposed, second.already_there) == (39, 1, 1, 39)
    ((story, reason),) = first.problems
    assert forty.story(story).title == "Verhaal 7"
    assert "has a fault (500)" in reason


def test_a_hanging_endpoint_fails_the_story_in_time(forty):
    forty.patience = Patience(timeout=0.2, timeouts=1, first=0.01)

    def decide(number, body):
        return Answer(wait=30) if "Noor 7 " in body["messages"][0]["content"] else Answer()

    with faulty(decide) as server:
        done = ask(forty, server.url)
    assert (done.proposed, done.failed) == (39, 1)
    assert "did not answer in time" in done.problems[0][1]


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        (Answer(401, {"error": {"message": "no"}}), "does not accept the key"),
        (Answer(404, {"error": {"message": "no model"}}), "does not know the model 'klein-model'"),
        (Answer(307, "", {"Location": "http://127.0.0.1:9/v1"}), "sends requests elsewhere (307)"),
        (Answer(429, {"error": {"code": "insufficient_quota"}}), "no credit left"),
        (Answer(content="<html>Welkom</html>"), "not a chat completion"),
    ],
)
def test_what_every_story_would_get_ends_the_run_with_a_sentence(forty, fault, says):
    with faulty(lambda number, body: fault) as server:
        with pytest.raises(ModelError) as refused:
            ask(forty, server.url)
        assert says in str(refused.value)
        assert len(server.bodies) <= 8 * QUICK.tries
    assert forty.proposals() == []
    assert [event.kind for event in forty.store.events()] == ["started", "finished"]


def test_a_run_can_be_stopped_and_keeps_what_was_answered(forty):
    cancel = threading.Event()
    with faulty(lambda number, body: Answer(wait=0.02 if number < 10 else 30)) as server:
        done = ask(
            forty, server.url, cancel=cancel, on_progress=lambda at, of: at >= 10 and cancel.set(), concurrency=4
        )
    assert done.cancelled
    assert done.proposed == len(forty.proposals()) == 10
    with faulty() as server:
        assert ask(forty, server.url).proposed == 30  # at once: the leases were given back


def test_two_runs_at_once_ask_no_story_twice(forty):
    with faulty(lambda number, body: Answer(wait=0.02)) as server, open_study(forty.folder) as other:
        results = []
        threads = [
            threading.Thread(target=lambda s=s: results.append(ask(s, server.url, concurrency=4)))
            for s in (forty, other)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(server.bodies) == 40
    assert sum(done.proposed for done in results) == 40
    assert [done.proposed + done.already_there for done in results] == [40, 40]


def test_a_run_stops_before_it_costs_more_than_allowed(forty):
    from dataclasses import replace

    forty.settings = replace(
        forty.settings, model=replace(forty.settings.model, input_price=1000.0, output_price=1000.0, most_cost=1.0)
    )
    with faulty() as server:
        preview = forty.preview(proposer="openai", model="klein-model", base_url=server.url)
        done = ask(forty, server.url, concurrency=1)
    assert preview.estimated_cost > 1
    assert 0 < done.proposed < 40
    assert done.cost <= 1.0
    assert "most_cost" in done.stopped


def test_an_unusable_reply_is_kept_whole_and_not_asked_again(forty):
    with faulty(lambda number, body: Answer(content=saying("1. Vriendschap\n2. Rust"))) as server:
        done = ask(forty, server.url)
        assert done.unusable == 40
        assert ask(forty, server.url).requests == 0
    assert {(p.status, p.keyword, p.raw_reply) for p in forty.proposals()} == {
        (ProposalStatus.UNUSABLE, "", "1. Vriendschap\n2. Rust")
    }


def test_no_endpoint_and_no_model_is_a_sentence(forty):
    with pytest.raises(ModelError, match="No language model is named"):
        forty.propose(proposer="openai")


def test_check_says_in_one_sentence_whether_it_works(forty):
    with faulty() as server:
        sentence = forty.check_model(model="klein-model", base_url=server.url)
        assert sentence.startswith(f"{server.url[7:-3]} answers as klein-model-2 in ")
        assert b"Noor" not in server.bodies[0]


def test_a_run_in_a_notebook_works_where_a_loop_runs_already(forty):

    async def cell(url: str):
        return ask(forty, url)

    with faulty() as server:
        assert finish(cell(server.url)).proposed == 40


def test_a_cap_without_prices_is_refused_since_it_would_hold_nothing(forty):
    file = forty.folder / "study.toml"
    file.write_text(file.read_text("utf-8").replace("[model]", "[model]\nmost_cost = 1.0"), "utf-8")
    with pytest.raises(Problem, match="most_cost without input_price and output_price"):
        open_study(forty.folder)


def test_an_estimate_counts_every_message_and_its_cost(forty):
    ids = [story.id for story in forty.stories()]
    preview = forty.preview(proposer="openai", model="m", base_url="http://127.0.0.1:9/v1")
    assert forty.estimate(ids, model="m", base_url="http://127.0.0.1:9/v1") == (preview.estimated_tokens, None, "EUR")
