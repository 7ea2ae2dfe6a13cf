"""The code by e-mail under attack: guessed, replayed, stolen, forged, asked for too often."""

import re
from bisect import bisect_left
from datetime import timedelta
from time import perf_counter_ns

import pytest

from griffie.application.portal.answer_code import TRIES
from griffie.infrastructure.smtp.relay import SmtpRelay
from tests.conftest import Clock
from tests.given.portal import asked
from tests.portal.coded import COPY, WRONG, Coded
from tests.sending.conftest import Office, office, one_relay, relay, smtp
from tests.sending.relay import ARelay

__all__ = ["office", "one_relay", "relay", "smtp"]


@pytest.fixture
def coded(office: Office, clock: Clock, smtp: SmtpRelay, relay: ARelay) -> Coded:
    return Coded(office(), clock, smtp, relay)


def test_a_newer_code_takes_the_place_of_the_older(coded: Coded) -> None:
    first, second = coded.code(), coded.code()

    assert coded.enter(first).status_code == 404
    assert coded.enter(second).status_code == 200


def test_after_a_few_wrong_tries_the_right_code_opens_nothing(coded: Coded) -> None:
    code = coded.code()
    for _ in range(TRIES):
        assert coded.enter(WRONG).status_code == 404

    assert coded.enter(code).status_code == 404
    assert coded.enter(coded.code()).status_code == 200


def test_before_a_code_was_asked_for_none_opens(coded: Coded) -> None:
    assert (coded.enter("").status_code, coded.enter(WRONG).status_code) == (404, 404)


def _without(page: str, *typed: str) -> str:
    """A page without what the sender typed, and without the key that each form has of its own."""
    for one in typed:
        page = page.replace(one, "")
    return re.sub(r'name="once" value="[^"]+"', "", page)


def test_wrong_expired_used_and_unknown_are_the_same_answer(coded: Coded) -> None:
    reference, secret = coded.codes
    used = coded.code()
    coded.enter(used)
    pages = [coded.enter(used), coded.enter(WRONG)]
    old = coded.code()
    coded.clock.at += timedelta(minutes=16)
    pages += [coded.enter(old)]
    pages += [coded.enter(old, reference="00000-00000"), coded.enter(old, secret="0" * 16)]

    typed = (reference, secret, "00000-00000", "0" * 16)
    assert {one.status_code for one in pages} == {404}
    assert len({_without(one.text, *typed) for one in pages}) == 1
    assert len({frozenset(set(one.headers) - {"content-length"}) for one in pages}) == 1


def test_a_wrong_code_takes_as_long_as_an_unknown_reference(coded: Coded) -> None:
    """Compared one after the other, so that a load on the machine is the same for both."""
    coded.code()
    took: dict[bool, list[int]] = {True: [], False: []}
    coded.client.app.state.entrance.tries.take = lambda _key: 0  # type: ignore[attr-defined]
    for turn in range(120):
        known = bool(turn % 2)
        said = {} if known else {"reference": "00000-00000"}
        before = perf_counter_ns()
        assert coded.enter(WRONG, **said).status_code == 404
        took[known].append(perf_counter_ns() - before)

    # How often one of the known took longer than one of the unknown: half of the time.
    unknown = sorted(took[False])
    longer = sum(bisect_left(unknown, one) for one in took[True])
    assert 0.2 < longer / (len(unknown) * len(took[True])) < 0.8


def test_one_request_gets_so_many_codes_in_an_hour(coded: Coded) -> None:
    answers = [coded.asks().status_code for _ in range(6)]

    assert answers == [200] * 5 + [429]
    assert len(coded.relay.taken) == 5
    coded.clock.at += timedelta(minutes=61)
    assert coded.asks().status_code == 200


def test_a_pass_of_another_request_or_one_that_was_changed_opens_nothing(
    coded: Coded, clock: Clock, smtp: SmtpRelay, relay: ARelay
) -> None:
    opened = coded.enter(coded.code())
    given = re.search(r'name="pass" value="([^"]+)"', opened.text)
    assert given
    until, mac = given[1].split(".")
    other = Coded.__new__(Coded)
    other.__dict__.update(coded.__dict__)
    other.codes = asked(coded.client, once="another-form-of-hers")
    document = other.file(COPY)
    sent = {"right": "access", "format": "pdf", "delivered_on": coded.today}
    other.take("deliver-copy", channel="web_form", documents=[document], **sent)

    stolen = other.send("/copy", sealed=document, **{"pass": given[1]})
    later = coded.send("/copy", sealed=coded.document, **{"pass": f"{int(until) + 9999}.{mac}"})
    odd = [coded.send("/copy", sealed=coded.document, **{"pass": one}) for one in ODD]

    assert COPY not in {one.content for one in (stolen, later, *odd)}
    assert {one.status_code for one in (stolen, later, *odd)} == {200}


ODD = ("", ".", "9" * 400 + ".x", "-1.0", "\u0661.x", '"><script>alert(1)</script>', "a\x00b")


@pytest.mark.parametrize("markup", ['"><script>alert(1)</script>', "{{ 7*7 }}", "\u202e12345678"])
def test_markup_in_every_field_stays_words(coded: Coded, markup: str) -> None:
    for said in ({"code": markup}, {"reference": markup}, {"secret": markup}, {"pass": markup}):
        answer = coded.send("/answer", **said)
        assert answer.status_code == 404
        assert "<script>alert" not in answer.text
        assert "49" not in re.findall(r'value="(\d+)"', answer.text)
