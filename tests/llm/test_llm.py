"""Asking a language model over a real wire: what goes out, what comes back, what each fault says."""

import asyncio
import copy
import json
import socket

import pytest

from sq_coder.domain import ModelSettings, Reply, Request, StoryId
from sq_coder.errors import ModelError
from sq_coder.gateways.llm import Patience, body, connect, endpoint, is_local, where, wire
from sq_coder.study.model import finish

from .faults import faulty
from .server import COMPLETION, serving

REQUEST = Request(
    StoryId("s"), "Dit is het verhaal:\n\n“Geheim” één.", "klein-model", (("seed", "7"), ("temperature", "0.0"))
)


@pytest.fixture
def server():
    with serving() as endpoint:
        yield endpoint


@pytest.fixture(autouse=True)
def no_key(monkeypatch):
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)


def ask(url, request=REQUEST, **settings):
    patience = Patience(timeout=settings.pop("timeout", 5), tries=3, first=0.01)
    settings = {"model": request.model, **settings}

    async def once():
        async with connect(ModelSettings(base_url=url, **settings), patience=patience) as model:
            return await model.ask(request)

    return finish(once())


def refusal(url, **settings):
    with pytest.raises(ModelError) as error:
        ask(url, **settings)
    return str(error.value)


def test_a_reply_comes_back_with_all_it_says(server):
    reply = ask(server.url)
    assert reply == Reply(
        "Verbinding", "klein-model-2", "fp_1", "stop", prompt_tokens=40, completion_tokens=2, seconds=reply.seconds
    )
    assert reply.seconds > 0


def test_what_goes_over_the_wire_is_the_message_alone_and_exactly_what_was_shown(server):
    ask(server.url)
    assert server.bodies == [body(REQUEST)]
    assert json.loads(server.bodies[0]) == {
        "model": "klein-model",
        "messages": [{"role": "user", "content": REQUEST.message}],
        "seed": 7,
        "temperature": 0.0,
    }


def test_the_key_of_the_environment_goes_to_the_endpoint_and_into_no_error(server, monkeypatch):
    monkeypatch.setenv("MIJN_SLEUTEL", "sk-geheim")
    server.status, server.answer = 401, {"error": {"message": "wrong key sk-geheim for Geheim"}}
    message = refusal(server.url, key_variable="MIJN_SLEUTEL")
    assert server.received[0]["authorization"] == "Bearer sk-geheim"
    assert message == (
        f"{where(server.url)} does not accept the key. Stories that have a proposal are kept. "
        "Check the environment variable MIJN_SLEUTEL."
    )


@pytest.mark.parametrize("key", ["", "sk-geheim"])
def test_nothing_about_this_machine_or_its_environment_goes_with_a_request(server, monkeypatch, key):
    monkeypatch.setenv("OPENAI_API_KEY", key)
    monkeypatch.setenv("OPENAI_ORG_ID", "org-geheim")
    monkeypatch.setenv("OPENAI_PROJECT_ID", "proj-geheim")
    monkeypatch.setenv("OPENAI_ADMIN_KEY", "sk-admin-geheim")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:1/v1")
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "X-Wie: ik\nAuthorization: Bearer sk-ander")
    ask(server.url)
    (received,) = server.received
    bearer = {"authorization": f"Bearer {key}"} if key else {}
    assert {name: received.pop(name) for name in ("user-agent", *bearer)} == {"user-agent": "sq-coder", **bearer}
    assert set(received) == {"host", "accept", "accept-encoding", "connection", "content-type", "content-length"}


def test_of_a_refusal_too_no_more_is_read_than_fits(server, monkeypatch):
    monkeypatch.setattr(wire, "LARGEST", 1000)
    server.status, server.headers = 429, {"Retry-After": "9999"}
    server.answer = {"error": {"message": "x" * 1_000_000, "code": "insufficient_quota"}}
    assert "asks to wait for 9999 seconds" in refusal(server.url)  # whole, its code would say that credit is gone


def test_thoughts_of_a_reasoning_model_come_apart(server):
    server.answer = copy.deepcopy(COMPLETION)
    server.answer["choices"][0]["message"]["reasoning_content"] = "Eerst denken."
    assert ask(server.url).thoughts == "Eerst denken."


def test_thoughts_in_parts_of_the_content_come_apart(server):
    server.answer = copy.deepcopy(COMPLETION)
    thinking = {"type": "thinking", "thinking": [{"type": "text", "text": "Eerst denken."}]}
    server.answer["choices"][0]["message"]["content"] = [thinking, {"type": "text", "text": "Rust"}]
    reply = ask(server.url)
    assert (reply.text, reply.thoughts) == ("Rust", "Eerst denken.")


@pytest.mark.parametrize("count", [10**30, -5, True, "40", 2.5])
def test_names_and_counts_that_no_table_can_hold_are_made_so_that_it_can(server, count):
    server.answer = copy.deepcopy(COMPLETION) | {
        "model": "klein\0\ud800-\x1b[2Jmodel" + "x" * 100_000,
        "system_fingerprint": "fp\n1",
    }
    server.answer["choices"][0]["finish_reason"] = "st\0op"
    server.answer["usage"]["prompt_tokens"] = count
    reply = ask(server.url)
    assert reply.model.startswith("klein-[2Jmodelxxx") and len(reply.model) < 1000
    assert (reply.text, reply.fingerprint, reply.finish_reason, reply.prompt_tokens) == (
        "Verbinding",
        "fp1",
        "stop",
        None,
    )


def test_an_answer_without_text_and_without_counts_is_an_empty_reply(server):
    server.answer = copy.deepcopy(COMPLETION)
    server.answer["choices"][0]["message"]["content"] = None
    del server.answer["usage"], server.answer["system_fingerprint"]
    reply = ask(server.url)
    assert (reply.text, reply.fingerprint, reply.prompt_tokens) == ("", "", None)


@pytest.mark.parametrize(
    ("status", "says"),
    [
        (400, "refused the request (400)"),
        (403, "does not allow this with your key"),
        (404, "does not know the model 'klein-model'"),
        (413, "finds the story too long"),
    ],
)
def test_each_refusal_of_an_endpoint_is_a_sentence(server, status, says):
    server.status, server.answer = status, {"error": {"message": REQUEST.message}}
    message = refusal(server.url)
    assert says in message
    assert "Geheim" not in message
    assert "Stories that have a proposal are kept." in message


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("content_filter", "stopped this story by its content filter (400)"),
        ("context_length_exceeded", "finds the story too long (400)"),
        ("unsupported_value", "does not take a setting of this model (400)"),
    ],
)
def test_a_refusal_with_a_known_code_says_what_it_is_about(server, code, says):
    server.status, server.answer = 400, {"error": {"message": REQUEST.message, "code": code}}
    assert says in refusal(server.url)
    assert len(server.bodies) == 1


def test_a_server_in_trouble_is_asked_again_and_then_reported(server):
    server.status, server.headers = 503, {"Retry-After-Ms": "1"}
    assert "has a fault (503)" in refusal(server.url)
    assert len(server.bodies) == 3


@pytest.mark.parametrize(("said", "seconds"), [("2", 2.0), ("0.5", 0.5), ("-5", None), ("1e400", None), ("soon", None)])
def test_what_no_clock_can_wait_is_no_request_to_wait(said, seconds):
    assert wire.retry_after({"retry-after": said}) == seconds


def test_a_redirect_is_not_followed(server):
    with serving() as elsewhere:
        server.status, server.headers = 307, {"Location": f"{elsewhere.url}/chat/completions"}
        assert "sends requests elsewhere (307)" in refusal(server.url)
        assert elsewhere.bodies == []


@pytest.mark.parametrize(
    ("answer", "content_type"),
    [
        ("<html>Welkom</html>", "text/html"),
        ("{half", "application/json"),
        ("[]", "application/json"),
        ('{"choices": []}', "application/json"),
        ('{"choices": [{"message": "tekst"}]}', "application/json"),
        ('"tekst"', "application/json"),
    ],
)
def test_garbage_is_a_sentence_about_the_address(server, answer, content_type):
    server.answer, server.content_type = answer, content_type
    message = refusal(server.url)
    assert "Check the address: it most often ends with /v1" in message


def test_a_server_that_hangs_is_left(server):
    server.wait = 0.3
    assert "did not answer in time" in refusal(server.url, timeout=0.05)


def test_an_endpoint_that_is_not_there_cannot_be_reached():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/v1"
    assert "cannot be reached" in refusal(url)


def test_without_a_key_nothing_is_sent_to_another_machine():
    assert refusal("https://api.example.org/v1") == (
        "There is no key for api.example.org. Nothing was sent. "
        "Put it in the environment variable OPENAI_API_KEY and run this again."
    )


def test_a_study_may_allow_one_endpoint_only(server):
    assert "allows one endpoint only" in refusal(server.url, only_endpoint="https://ai.example.org/v1")
    assert server.bodies == []
    assert ask(server.url, only_endpoint=server.url + "/").text == "Verbinding"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ALL_PROXY", "socks://127.0.0.1:9"),
        ("HTTPS_PROXY", "ftp://proxy.example:1"),
        ("SSL_CERT_FILE", "/nergens/certificaat.pem"),
    ],
)
def test_a_proxy_or_certificate_of_the_environment_that_cannot_be_used_is_named(monkeypatch, name, value):
    monkeypatch.setenv("OPENAI_API_KEY", "geheim")
    monkeypatch.setenv(name, value)
    said = refusal("https://ai.example.org/v1")
    assert said.startswith("The proxy or the certificates that the environment names cannot be used (")
    assert name in said and value not in said and "geheim" not in said


@pytest.mark.parametrize(
    "url",
    [
        "localhost:1234",
        "ftp://x/v1",
        "http://",
        "http://[x/v1",
        "http://naam:geheim@host/v1",
        "http://localhost:1234/v1\n",
        " http://localhost:1234/v1",
        "http://127.0.0.\uff11/v1",
    ],
)
def test_what_is_no_address_is_refused(url):
    with pytest.raises(ModelError, match="is not the address") as error:
        endpoint(ModelSettings(base_url=url))
    assert "geheim" not in str(error.value)


@pytest.mark.parametrize(
    ("url", "local"),
    [
        ("http://localhost:11434/v1", True),
        ("http://127.0.0.1:8080/v1", True),
        ("http://127.8.9.1/v1", True),
        ("http://[::1]:8080/v1", True),
        ("http://LOCALHOST/v1", True),
        ("http://0.0.0.0:8080/v1", False),
        ("http://192.168.1.5/v1", False),
        ("http://localhost.example.org/v1", False),
        ("http://127.0.0.1.example.org/v1", False),
        ("http://127.0.0.1@example.org/v1", False),
        ("http://example.org/127.0.0.1", False),
        ("", False),
        ("http://[::1", False),
    ],
)
def test_only_loopback_is_this_machine(url, local):
    assert is_local(url) is local


def test_asking_many_at_a_time_gives_each_its_answer(server):
    async def many():
        async with connect(ModelSettings(base_url=server.url)) as model:
            return await asyncio.gather(*(model.ask(REQUEST) for _ in range(10)))

    assert [reply.text for reply in finish(many())] == ["Verbinding"] * 10


def test_an_endpoint_whose_certificate_does_not_hold_is_not_trusted(tmp_path):
    import ssl
    import subprocess

    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost"]
    subprocess.run([*made, "-keyout", str(key), "-out", str(certificate)], check=True, capture_output=True)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate, key)
    with faulty(tls=tls) as server:
        assert "its certificate (TLS) does not hold" in refusal(server.url)
        assert server.bodies == []


def test_an_endpoint_that_speaks_no_tls_is_not_trusted(server):
    assert "its certificate (TLS) does not hold" in refusal(server.url.replace("http://", "https://"))


def test_azures_older_address_has_the_deployment_and_the_key_in_its_own_header(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-geheim")
    with faulty() as azure:
        ask(azure.url.removesuffix("/v1"), api_version="2024-10-21", model="mijn-model")
    path, *lines = azure.headers[0].split("\r\n")
    assert path == "POST /openai/deployments/mijn-model/chat/completions?api-version=2024-10-21 HTTP/1.1"
    assert "api-key: sk-geheim" in lines
    assert not any(line.lower().startswith("authorization") for line in lines)
