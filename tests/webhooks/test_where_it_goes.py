"""Where a webhook may not go, however it is asked; and what it does not wait for."""

import socket
import time
from pathlib import Path
from typing import Any

import pytest

from griffie.application.webhooks.webhook import BadWebhookError, Kind, Taken, Webhook
from griffie.infrastructure.webhooks.addresses import check_address, is_public
from griffie.infrastructure.webhooks.post import HttpPost
from tests.webhooks.receiver import HOST, certificate_for, receiving


def webhook(url: str, *, private: bool = False) -> Webhook:
    return Webhook("0" * 12, url, b"secret", frozenset(Kind), private, 0, 0, None, stopped=False)


def post(one: Webhook, sender: HttpPost | None = None) -> Taken:
    return (sender or HttpPost())(one, {"webhook-id": "msg_1"}, b"{}")


def looked_up_as(monkeypatch: pytest.MonkeyPatch, *answers: str) -> list[str]:
    """Every name is looked up as these addresses, one more at each look; gives the looks."""
    looks: list[str] = []

    def lookup(host: str, port: int, *_: Any, **__: Any) -> list[tuple[Any, ...]]:
        looks.append(host)
        found = answers[min(len(looks), len(answers)) - 1]
        family = socket.AF_INET6 if ":" in found else socket.AF_INET
        return [(family, socket.SOCK_STREAM, 6, "", (found, port))]

    monkeypatch.setattr("griffie.infrastructure.webhooks.addresses.socket.getaddrinfo", lookup)
    return looks


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104 - it is judged, nothing listens
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fe80::1%eth0",
        "fd00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a00:1",
        "2002:7f00:1::",
        "2001:0:4136:e378:8000:63bf:f5ff:fffe",
    ],
)
def test_a_private_address_is_none_of_the_whole_internet(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not is_public(address)
    looked_up_as(monkeypatch, address)
    connected: list[Any] = []
    monkeypatch.setattr(socket, "create_connection", lambda *to: connected.append(to))

    assert post(webhook(f"https://{HOST}/")) == Taken(done=False, said="a private address")
    assert connected == []


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "64:ff9b::808:808"])
def test_a_public_address_is_one(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "2130706433", "0x7f000001", "127.1", "[::1]", "0177.0.0.1"]
)
def test_this_machine_is_not_reached_however_it_is_written(host: str) -> None:
    with receiving() as receiver:
        became = post(webhook(f"https://{host}:{receiver.port}/"))

    assert not became.done
    assert receiver.got == []


def test_one_private_address_among_several_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    both = [(socket.AF_INET, 1, 6, "", (one, 443)) for one in ("8.8.8.8", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: both)

    assert post(webhook(f"https://{HOST}/")).said == "a private address"


def test_a_name_that_changes_after_it_was_judged_leads_nowhere_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looks = looked_up_as(monkeypatch, "8.8.8.8", "127.0.0.1")
    connected: list[str] = []

    def connect(to: tuple[str, int], _: float) -> socket.socket:
        connected.append(to[0])
        raise OSError

    monkeypatch.setattr(socket, "create_connection", connect)

    post(webhook(f"https://{HOST}/"))

    assert (looks, connected) == ([HOST], ["8.8.8.8"])


@pytest.fixture
def secure(tmp_path: Path) -> tuple[Path, HttpPost]:
    certificate, trust = certificate_for(HOST, tmp_path)
    return certificate, HttpPost(trust)


def test_the_certificate_is_that_of_the_name(
    secure: tuple[Path, HttpPost], monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate, sender = secure
    looked_up_as(monkeypatch, "127.0.0.1")
    with receiving(certificate) as receiver:
        right = post(webhook(f"https://{HOST}:{receiver.port}/x", private=True), sender)
        other = post(webhook(f"https://other.example:{receiver.port}/x", private=True), sender)
        unknown = post(webhook(f"https://{HOST}:{receiver.port}/x", private=True))

        assert right == Taken(done=True, said="status 204")
        assert other.said == unknown.said == "no certificate that is believed"
        assert [one.headers["host"] for one in receiver.got] == [f"{HOST}:{receiver.port}"]


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_no_redirect_is_followed(status: int) -> None:
    with receiving() as receiver, receiving() as other:
        receiver.status, receiver.location = status, other.url

        became = post(webhook(receiver.url, private=True))

        assert became == Taken(done=False, said=f"status {status}")
        assert other.got == []


def test_no_proxy_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with receiving() as receiver, receiving() as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")

        assert post(webhook(receiver.url, private=True)).done
        assert proxy.got == []


def test_who_answers_a_letter_at_a_time_is_not_waited_for() -> None:
    with receiving() as receiver:
        receiver.drips = True
        began = time.monotonic()

        became = post(webhook(receiver.url, private=True), HttpPost(longest=0.5))

        assert became == Taken(done=False, said="no answer")
        assert time.monotonic() - began < 30


def test_nobody_there_is_no_answer() -> None:
    with receiving() as receiver:
        gone = receiver.url

    assert post(webhook(gone, private=True)) == Taken(done=False, said="no answer")
    assert not post(webhook("https://name.invalid/")).done
    assert not post(webhook(f"https://{'x' * 70}.example/")).done


@pytest.mark.parametrize(
    "url",
    [
        "http://hook.example/",
        "ftp://hook.example/",
        "https://",
        "https:///path",
        "https://user:word@hook.example/",
        "https://hook.example/#part",
        "https://hook.example:99999/",
        "https://hook.example/a b",
        "https://hook.example/\r\nHost: other.example",
        "https://hoek.example/é",
        "https://[::1/",
        "javascript:alert(1)",
        f"https://hook.example/{'x' * 2_000}",
        "",
    ],
)
def test_an_address_that_cannot_be_used_is_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(BadWebhookError) as error:
        check_address(url, allows_private=False)

    assert not url or url not in str(error.value)


def test_a_header_cannot_be_led_in() -> None:
    with receiving() as receiver:
        became = post(webhook(f"{receiver.url}%0d%0aX-Other:%20x", private=True))

        assert became.done
        assert "x-other" not in receiver.got[0].headers
