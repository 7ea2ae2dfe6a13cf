"""What stands around the forms: the page of a request leads to them, Decide, documents, the law."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from uuid import UUID

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store, open_store
from griffie.api.console.desk.step_page import STEPS
from griffie.api.console.request.steps_panel import GROUPS
from griffie.api.words.colleagues import colleagues, handlers
from griffie.api.words.speech import Speech
from griffie.api.words.step_facts import LONGEST_QUOTE, law_of, quoted, recorded
from griffie.api.words.way_back import ANEW, GONE, TOLD, UNDONE_BY, UNTIL_TOLD, way_back
from griffie.application.access.roles import Account, Role
from griffie.application.controller.load_profile import load_profile
from griffie.domain.housekeeping import looks_stream
from griffie.domain.law import Language, Provision
from griffie.domain.law.catalogue import heading
from griffie.domain.steps.step import steps_of
from tests.conftest import Clock, signed_in
from tests.given.console import at_console, looks, page_of, seen, visitor
from tests.given.forms import FormReader
from tests.given.story import PERSONAL, receive, tell

DAY = "2026-03-06"
IASSIST = Path(__file__).parents[2] / "api" / "demo" / "iassist.toml"


def test_every_step_stands_in_one_group() -> None:
    grouped = [step for _, subjects in GROUPS for one in subjects for step in steps_of(one)]

    assert len(grouped) == len(set(grouped))
    assert {step.path for step in grouped if step.listed} == STEPS.keys()


@pytest.mark.parametrize("language", Language)
def test_every_step_says_what_is_recorded_and_how_it_is_taken_back(language: Language) -> None:
    speech = Speech(language)

    for step in STEPS.values():
        said = recorded(step, speech)
        assert said.title
        assert way_back(step, speech)
        assert len(said.in_clear) + len(said.sealed) >= len(step.words) - 1
        for one in quoted(law_of(step), speech):
            assert one.cited
            assert len(one.words) <= LONGEST_QUOTE + 2


def test_a_way_back_is_said_once_and_leads_to_a_step() -> None:
    lists = [UNTIL_TOLD, ANEW, TOLD, GONE, UNDONE_BY.keys()]

    assert sum(map(len, lists)) == len(set().union(*lists))
    assert {step.path for step in UNDONE_BY.values()} <= STEPS.keys()


def test_the_page_leads_to_the_one_thing_to_do_now(store: Store, clerk: TestClient) -> None:
    place = receive(clerk)
    console, page = at_console(store, Role.HANDLER), page_of(place)
    handler = clerk.get(f"{place}/events").json()["items"][0]["actor"]

    first = seen(console, page)
    form = FormReader(seen(console, f"{page}/do/assign"))
    answer = console.post(form.action, data=form.filled({"handler": handler}))
    then = seen(console, answer.headers["location"])

    assert f'href="{page}/do/assign">Assign a handler' in first
    assert "Recorded: Handler assigned." in then
    assert "Take the step again" in then
    assert f'href="{page}/decide">Decide' in then
    assert "Recorded:" not in seen(console, f"{page}?done=40")


def test_every_step_is_linked_or_forbidden_with_a_reason(store: Store, clerk: TestClient) -> None:
    page = page_of(receive(clerk))

    shown = seen(at_console(store, Role.DPO), page)

    linked = set(re.findall(rf'href="{page}/do/([a-z-]+)"', shown))
    assert linked == STEPS.keys()


def test_who_may_take_no_step_is_led_nowhere(store: Store, clerk: TestClient) -> None:
    shown = seen(at_console(store, Role.AUDITOR), page_of(receive(clerk)))

    assert "/do/" not in shown
    assert "Your role may not do this" in shown


def test_a_closed_request_has_nothing_to_do_now(store: Store, clerk: TestClient) -> None:
    shown = seen(at_console(store, Role.HANDLER), page_of(tell(clerk)))

    assert "To do now" not in shown
    assert "/do/reopen" in shown


def test_colleagues_have_names_for_those_who_may_know_them(store: Store) -> None:
    token = store.access.create_token(Role.HANDLER, "Jana Peeters")
    account = store.access.account_of(token)
    assert account
    place = receive(signed_in(store, Role.DPO))
    signed_in(store, Role.DPO).post(f"{place}/assign", json={"handler": account.id})

    named = seen(at_console(store, Role.AUDITOR), page_of(place))
    unnamed = seen(at_console(store, Role.REPORTER), page_of(place))

    assert "To Jana Peeters." in named
    assert account.id not in named
    assert "Jana" not in unnamed
    assert account.id in unnamed


def test_who_left_cannot_be_given_a_request(store: Store) -> None:
    gone, here = (store.access.create_token(Role.HANDLER, name) for name in ("Gone", "Here"))
    account = store.access.account_of(gone)
    assert account
    store.access.end_account(account.id)
    reader = Account("u-reader", Role.DPO, "")

    known = colleagues(store.access, reader)

    assert known[account.id].name == "Gone"
    assert [one.name for one in handlers(known)] == ["Here"]
    assert store.access.account_of(here)


def test_digests_stand_on_the_replay_and_not_on_the_page(store: Store, clerk: TestClient) -> None:
    console, page = at_console(store, Role.HANDLER), page_of(receive(clerk))

    assert "sha-256" not in seen(console, page)
    assert "sha-256" in seen(console, f"{page}/replay")


@pytest.fixture
def office(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    """An office with a profile that names purposes, recipients and systems."""
    opened = open_store(tmp_path / "office", profile=load_profile(IASSIST), clock=clock, demo=True)
    yield opened
    opened.engine.close()


def test_decide_shows_four_answers_for_each_purpose_with_the_advice(office: Store) -> None:
    clerk = signed_in(office, Role.HANDLER)
    purposes = [one.code for one in office.engine.profile.purposes[:3]]
    place = receive(clerk, rights=[{"right": "erasure", "purposes": purposes}])
    console, page = at_console(office, Role.HANDLER), page_of(place)

    shown = seen(console, f"{page}/decide")
    form = FormReader(seen(console, f"{page}/do/grant?right=erasure&purposes={purposes[1]}"))

    for step in ("grant", "apply-exception", "refuse", "find-not-applicable"):
        assert f'href="{page}/do/{step}?right=erasure&amp;purposes={purposes[1]}"' in shown
    assert form.values["right"] == ["erasure"]
    assert form.values["purposes"] == [purposes[1]]


def test_what_cannot_be_chosen_is_not_taken_from_an_address(office: Store) -> None:
    place = receive(signed_in(office, Role.HANDLER), rights=[{"right": "erasure"}])
    page = f"{page_of(place)}/do/refuse"
    strange = "?right=dance&purposes=Jozefien&demonstration=Jozefien&nothing=Jozefien"

    shown = seen(at_console(office, Role.HANDLER), page + strange)

    assert "Jozefien" not in re.sub(r'href="\?[^"]*"', "", shown)


def test_names_of_the_profile_stand_in_lists_and_in_the_timeline(office: Store) -> None:
    clerk = signed_in(office, Role.HANDLER)
    system = office.engine.profile.systems[0]
    place = receive(clerk, rights=[{"right": "access"}])
    console, page = at_console(office, Role.HANDLER, "nl"), page_of(place)
    name = system.name.in_(Language.NL)

    form = FormReader(seen(console, f"{page}/do/ask-search"))
    sent = form.filled({"system": system.code, "due_on": "2026-04-01"})
    console.post(form.action, data=sent)
    shown = seen(console, page)

    assert f"In {name}, " in shown


def test_a_document_is_sealed_and_looking_at_it_is_recorded(
    store: Store, clerk: TestClient
) -> None:
    place = receive(clerk)
    console, page = at_console(store, Role.HANDLER), page_of(place)
    file = {"file": ("Corneels kaart.pdf", b"%PDF-1.7 x", "application/pdf")}

    added = console.post(f"{page}/documents", files=file, data={"kind": "correspondence"})
    shown = seen(console, page)
    (digest,) = clerk.get(place).json()["documents"]
    opened = console.post(f"{page}/documents/{digest}")
    saved = console.post(f"{page}/documents/{digest}", data={"download": "true"})

    assert added.headers["location"] == f"{page}?done=2"
    assert "Corneel" not in shown
    assert "10 B" in shown
    assert opened.content == saved.content == b"%PDF-1.7 x"
    assert opened.headers["content-type"] == "application/pdf"
    assert opened.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert opened.headers["content-disposition"] == 'inline; filename="Corneels-kaart-pdf.pdf"'
    assert saved.headers["content-disposition"].startswith("attachment")
    assert opened.headers["cache-control"] == "no-store"
    assert [one.TOPIC for one in looks(store, place)].count("PersonalDataRevealed") == 2


def test_a_document_that_could_run_is_only_saved(store: Store, clerk: TestClient) -> None:
    place = receive(clerk)
    console, page = at_console(store, Role.HANDLER), page_of(place)
    file = {"file": ("x.html", b"<script>alert(1)</script>", "text/html")}
    console.post(f"{page}/documents", files=file)
    (digest,) = clerk.get(place).json()["documents"]

    opened = console.post(f"{page}/documents/{digest}")

    assert opened.headers["content-type"] == "application/octet-stream"
    assert opened.headers["content-disposition"].startswith("attachment")


def test_who_may_not_look_opens_no_document_and_nobody_one_of_another_request(
    store: Store, clerk: TestClient
) -> None:
    place, other = receive(clerk), receive(clerk)
    clerk.post(f"{place}/documents", files={"file": b"x"})
    (digest,) = clerk.get(place).json()["documents"]
    auditor, handler = at_console(store, Role.AUDITOR), at_console(store, Role.HANDLER)

    assert auditor.post(f"{page_of(place)}/documents/{digest}").status_code == 403
    with_reason = auditor.post(f"{page_of(place)}/documents/{digest}", data={"reason": "Audit"})
    assert with_reason.status_code == 200
    assert handler.post(f"{page_of(other)}/documents/{digest}").status_code == 404
    assert handler.get(f"{page_of(place)}/documents/{digest}").status_code == 303
    admin = at_console(store, Role.ADMIN)
    assert admin.post(f"{page_of(place)}/documents", files={"file": b"x"}).status_code == 403
    assert not list(store.requests.history(looks_stream(UUID(other.rpartition("/")[2]))))


@pytest.mark.parametrize("language", Language)
def test_the_law_is_a_page_for_everybody(store: Store, language: Language) -> None:
    client = visitor(store, language)

    point, whole = seen(client, "/law/gdpr/17/3/b"), seen(client, "/law/gdpr/17")

    assert 'href="/law/gdpr/17"' in point
    named = heading(Provision.parse("gdpr/17"))
    assert named
    assert str(named.said_in(language)) in unescape(whole)
    for unknown in ("gdpr/999", "nonsense", "gdpr/12/99", "nope/1", "fact/no_data"):
        assert client.get(f"/law/{unknown}").status_code == 404


def test_nothing_personal_stands_on_the_pages_before_it_was_opened(
    store: Store, clerk: TestClient
) -> None:
    console, page = at_console(store, Role.HANDLER), page_of(receive(clerk))

    shown = seen(console, page) + seen(console, f"{page}/decide")
    shown += "".join(seen(console, f"{page}/do/{step}") for step in ("inform", "refuse", "grant"))

    assert not [words for words in PERSONAL.values() if words in shown]
    assert not looks(store, receive(clerk))
