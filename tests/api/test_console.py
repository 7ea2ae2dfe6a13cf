"""The console without a browser: what each page says, to whom, in which language."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from babel.messages.catalog import Message
from eventsourcing.persistence import OperationalError
from fastapi.testclient import TestClient
from pydantic import BaseModel

from griffie.api.composition import Store
from griffie.api.console.frame.page import POLICY
from griffie.api.console.frame.sign_in import local
from griffie.api.console.frame.static_files import STATICS, VERSION
from griffie.api.console.request.deadline_reasons import because
from griffie.api.http.app import application
from griffie.api.words.event_words import DETAILS, FIELDS, TITLES
from griffie.api.words.speech import Speech, catalogue, preferred
from griffie.api.words.step_words import STEPS
from griffie.application.access.roles import Role
from griffie.application.views import PATHS
from griffie.domain import events
from griffie.domain.events import PersonalDataRevealed
from griffie.domain.housekeeping import looks_at
from griffie.domain.law import Language
from griffie.domain.law.calendar import calendar
from griffie.domain.law.deadlines import Pause, Suspension, answer_term, at_once_term
from griffie.domain.model.event import ENVELOPE, Event
from griffie.domain.request.reference import reference
from griffie.domain.steps.step import ERASED, NO_RIGHT
from griffie.domain.steps.step import STEPS as LAWFUL_STEPS
from tests.conftest import Clock
from tests.story import PERSONAL, receive, tell
from tools.extract_sentences import renewed, sentences

HTML = {"accept": "text/html"}


def at_console(store: Store, role: Role, language: str = "en") -> TestClient:
    """A browser of somebody in this role, signed in."""
    token = store.access.create_token(role, f"test {role}")
    client = visitor(store, language)
    answer = client.post("/login", data={"token": token})
    assert answer.status_code == 303
    return client


def visitor(store: Store, language: str = "en") -> TestClient:
    headers = HTML | {"accept-language": language}
    return TestClient(application(store.engine), headers=headers, follow_redirects=False)


def seen(client: TestClient, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.text
    return answer.text


def page_of(location: str) -> str:
    return f"/requests/{reference(UUID(location.rsplit('/', 1)[1]))}"


def looks(store: Store, location: str) -> list[Any]:
    return list(store.requests.history(looks_at(UUID(location.rsplit("/", 1)[1]))))


# Who comes in.


def test_whoever_is_not_signed_in_goes_to_the_sign_in_page_and_back(store: Store) -> None:
    answer = visitor(store).get("/?tab=hold")

    assert answer.status_code == 303
    assert answer.headers["location"] == "/login?next=%2F%3Ftab%3Dhold"


def test_a_token_opens_a_session_in_a_cookie_that_scripts_and_other_sites_cannot_use(
    store: Store,
) -> None:
    token = store.access.create_token(Role.HANDLER, "test")

    answer = visitor(store).post("/login", data={"token": token, "next": "/search"})

    cookie = answer.headers["set-cookie"].lower()
    assert answer.headers["location"] == "/search"
    assert {"httponly", "samesite=strict", "path=/"} <= {part.strip() for part in cookie.split(";")}
    assert token.lower() not in cookie


def test_over_https_the_cookie_is_bound_to_the_host(store: Store) -> None:
    token = store.access.create_token(Role.HANDLER, "test")
    client = TestClient(application(store.engine), "https://office.example", follow_redirects=False)

    answer = client.post("/login", data={"token": token})

    assert answer.headers["set-cookie"].startswith("__Host-griffie=")
    assert "; Secure" in answer.headers["set-cookie"]
    assert "strict-transport-security" in answer.headers


def test_a_wrong_token_is_refused_calmly_and_never_repeated(store: Store) -> None:
    answer = visitor(store).post("/login", data={"token": "griffie_wrong-and-secret"})

    assert answer.status_code == 401
    assert "not known, or no longer valid" in answer.text
    assert "wrong-and-secret" not in answer.text
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x", ""]
)
def test_after_signing_in_one_stays_here(elsewhere: str) -> None:
    assert local(elsewhere) == "/"
    assert local("/requests/7K3F9-Q2MXT?version=3") == "/requests/7K3F9-Q2MXT?version=3"


def test_after_signing_out_the_session_is_over_even_for_who_kept_the_cookie(store: Store) -> None:
    client = at_console(store, Role.HANDLER)
    kept = dict(client.cookies)

    client.post("/logout")

    client.cookies.update(kept)
    assert client.get("/").headers["location"] == "/login"


def test_a_revoked_token_ends_the_session(store: Store) -> None:
    client = at_console(store, Role.HANDLER)

    store.access.revoke(store.access.people()[-1].token_id)

    assert client.get("/").headers["location"] == "/login"


@pytest.mark.parametrize(
    "header",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
    ],
)
def test_a_form_of_another_site_is_refused(store: Store, header: dict[str, str]) -> None:
    client = at_console(store, Role.HANDLER)

    for address in ("/login", "/logout", "/search", "/requests/7K3F9-Q2MXT/reveal"):
        assert client.post(address, headers=header).status_code == 403
    assert client.get("/").status_code == 200


# The queue, by role.


def test_the_queue_shows_what_is_due_in_words_with_the_one_next_step(
    store: Store, clerk: TestClient
) -> None:
    page = page_of(receive(clerk))

    board = seen(at_console(store, Role.HANDLER), "/")

    assert page in board
    assert "11 working days left" in board
    assert "Assign a handler" in board
    assert "A. A…e" in board


def test_no_page_of_lists_shows_personal_data(store: Store, clerk: TestClient) -> None:
    page = page_of(tell(clerk))
    client = at_console(store, Role.DPO)

    for address in ("/", "/?tab=closed", page, f"{page}/replay?version=3", "/audit"):
        shown = seen(client, address)
        assert not [word for word in PERSONAL.values() if word in shown]


def test_an_auditor_sees_no_hint_of_who_asked(store: Store, clerk: TestClient) -> None:
    page = page_of(receive(clerk))
    client = at_console(store, Role.AUDITOR)

    assert "A. A…e" not in seen(client, "/") + seen(client, page)


def test_who_reports_sees_figures_and_no_requests(store: Store, clerk: TestClient) -> None:
    page = page_of(receive(clerk))
    client = at_console(store, Role.REPORTER)

    board = seen(client, "/")

    assert "Open requests" in board
    assert page not in board
    assert "/search" not in board
    assert seen(client, "/search", 403)


def test_intake_sees_only_what_it_entered_and_no_figures(store: Store, clerk: TestClient) -> None:
    others = page_of(receive(clerk))
    client = at_console(store, Role.INTAKE)

    board = seen(client, "/")

    assert others not in board
    assert "Past the limit" not in board
    assert seen(client, others, 404)


def test_an_administrator_is_told_why_there_are_no_lists(store: Store) -> None:
    assert "sees no list of requests" in seen(at_console(store, Role.ADMIN), "/", 403)


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.DPO, 200), (Role.AUDITOR, 200), (Role.HANDLER, 403), (Role.REPORTER, 403)],
)
def test_the_audit_page_is_for_those_who_oversee(store: Store, role: Role, status: int) -> None:
    shown = seen(at_console(store, role), "/audit", status)

    assert ("griffie audit" in shown) == (status == 200)


def test_a_day_of_the_strip_filters_the_queue(store: Store, clerk: TestClient) -> None:
    due = page_of(receive(clerk))
    later = page_of(receive(clerk, received_on="2026-03-18"))
    client = at_console(store, Role.HANDLER)

    shown = seen(client, "/?tab=open&due=2026-04-07")

    assert f'class="ref" href="{due}"' in shown
    assert f'class="ref" href="{later}"' not in shown
    assert "due on 7 April 2026" in shown


def test_the_queue_comes_in_pages_and_no_request_is_lost(store: Store, clerk: TestClient) -> None:
    pages = {page_of(receive(clerk)) for _ in range(30)}
    client = at_console(store, Role.HANDLER)

    first = seen(client, "/?tab=open")
    (following,) = re.findall(r'rel="next" href="([^"]+)"', first)
    second = seen(client, following.replace("&amp;", "&"))

    links = [set(re.findall(r'class="ref" href="([^"]+)"', shown)) for shown in (first, second)]
    assert [len(found) for found in links] == [25, 5]
    assert links[0] | links[1] == pages


def test_the_board_of_another_day_shows_what_was_recorded_by_then(
    store: Store, clerk: TestClient, clock: Clock
) -> None:
    early = page_of(receive(clerk))
    clock.at += timedelta(days=10)
    late = page_of(receive(clerk))
    client = at_console(store, Role.DPO)

    then = seen(client, "/?tab=open&on=2026-03-21")
    with_hindsight = seen(client, "/?tab=open&on=2026-03-21&knowledge=now")

    assert early in then
    assert late not in then
    assert late in with_hindsight
    assert "The board as it stood at the end of 21 March 2026" in then


def test_a_request_is_found_by_reference_however_it_is_typed(
    store: Store, clerk: TestClient
) -> None:
    page = page_of(receive(clerk))
    client = at_console(store, Role.HANDLER)
    typed = page.rsplit("/", 1)[1].lower().replace("-", " ")

    assert client.get("/search", params={"reference": typed}).headers["location"] == page
    assert client.post("/search", data={"sought": typed}).headers["location"] == page


def test_a_person_is_sought_with_a_form_and_never_repeated_in_the_page(
    store: Store, clerk: TestClient
) -> None:
    page = page_of(receive(clerk))
    client = at_console(store, Role.HANDLER)

    by_name = client.post("/search", data={"sought": "van den abbeele"})
    by_address = client.post("/search", data={"sought": PERSONAL["email"]})
    nobody = client.post("/search", data={"sought": "Nobody Abovementioned"})

    assert page in by_name.text
    assert page in by_address.text
    assert "Abovementioned" not in nobody.text
    assert "0 requests found" in nobody.text


# A request.


def test_a_request_shows_its_claims_exceptions_and_citations(
    store: Store, clerk: TestClient
) -> None:
    shown = seen(at_console(store, Role.HANDLER), page_of(tell(clerk)))

    assert "Right to erasure" in shown
    assert "Partly done" in shown
    assert "for compliance with a legal obligation" in shown.lower()
    assert "Article 17(3)(b) GDPR" in shown


def test_a_step_that_is_not_possible_says_why_and_by_which_article(
    store: Store, clerk: TestClient
) -> None:
    location = receive(clerk)
    body = {"grounds": "…a doubt", "asked_on": "2026-03-06", "asked_for": "…a call"}
    assert clerk.post(f"{location}/doubt-identity", json=body).status_code == 200

    shown = seen(at_console(store, Role.HANDLER, "nl"), page_of(location))

    assert "De identiteit van de verzoeker staat ter discussie: controleer die eerst" in shown
    assert "Artikel 12.6 AVG" in shown
    assert "Uw rol mag dit niet" in shown  # a handler does not correct the date of receipt


@pytest.mark.law("reg/1182-71/3/4")
def test_the_reckoning_is_shown_line_by_line_with_its_rules(
    store: Store, clerk: TestClient
) -> None:
    shown = seen(at_console(store, Role.HANDLER), page_of(receive(clerk)))

    assert "Tuesday, 7 April 2026" in shown
    assert "Sunday; Easter Monday" in shown
    assert "Article 3(4) of Regulation No 1182/71" in shown
    assert "Calendar BE/2026.1" in shown


def test_a_step_that_was_recorded_late_is_marked(store: Store, clerk: TestClient) -> None:
    shown = seen(at_console(store, Role.HANDLER), page_of(receive(clerk)))

    assert "recorded late: it happened on 5 March 2026" in shown


def test_personal_data_open_on_request_and_the_look_is_recorded(
    store: Store, clerk: TestClient
) -> None:
    location = receive(clerk)
    client = at_console(store, Role.HANDLER)
    assert not looks(store, location)

    answer = client.post(f"{page_of(location)}/reveal")

    assert PERSONAL["name"] in answer.text
    assert PERSONAL["message"] in answer.text
    (look,) = looks(store, location)
    assert isinstance(look, PersonalDataRevealed)


def test_an_auditor_states_a_reason_first_and_it_is_kept_sealed(
    store: Store, clerk: TestClient
) -> None:
    location = receive(clerk)
    client, page = at_console(store, Role.AUDITOR), page_of(location)

    without = client.post(f"{page}/reveal", data={"reason": "  "})
    refused = list(looks(store, location))
    with_one = client.post(f"{page}/reveal", data={"reason": "Klacht bij de toezichthouder"})

    assert without.status_code == 422
    assert PERSONAL["name"] not in without.text
    assert not refused
    assert PERSONAL["name"] in with_one.text
    assert looks(store, location)[0].reason is not None
    assert "Klacht" not in seen(client, page)


@pytest.mark.parametrize("role", [Role.REPORTER, Role.ADMIN])
def test_who_has_no_need_opens_no_personal_data(
    store: Store, clerk: TestClient, role: Role
) -> None:
    location = receive(clerk)
    client, page = at_console(store, role), page_of(location)

    answer = client.post(f"{page}/reveal", data={"reason": "curious"})

    assert answer.status_code == 403
    assert PERSONAL["name"] not in answer.text
    assert "/reveal" not in seen(client, page)
    assert [one.TOPIC for one in looks(store, location)] == ["CommandRefused"]


def test_intake_opens_what_it_entered_for_a_day(store: Store, clock: Clock) -> None:
    token = store.access.create_token(Role.INTAKE, "test")
    intake = visitor(store)
    intake.post("/login", data={"token": token})
    location = receive(
        TestClient(application(store.engine), headers={"Authorization": f"Bearer {token}"})
    )
    page = page_of(location)

    soon = intake.post(f"{page}/reveal")
    clock.at += timedelta(hours=25)
    late = intake.post(f"{page}/reveal")

    assert PERSONAL["name"] in soon.text
    assert late.status_code == 403


def test_of_erased_personal_data_the_history_stays_and_nothing_opens(
    store: Store, clerk: TestClient, dpo: TestClient
) -> None:
    location = tell(clerk)
    body = {"ground": "test_data", "explanation": "Alleen een proef."}
    assert dpo.post(f"{location}/erase-personal-data", json=body).status_code == 200
    client, page = at_console(store, Role.DPO), page_of(location)

    shown = seen(client, page)
    opened = client.post(f"{page}/reveal").text

    assert "Personal data erased; the history stays" in shown
    assert "Open the personal data" not in shown
    assert "Nothing is kept any more" in opened
    assert not [word for word in PERSONAL.values() if word in shown + opened]
    assert seen(client, f"{page}/replay?version=1")


# Replay and audit.


def test_each_version_shows_what_the_request_was_and_what_its_event_changed(
    store: Store, clerk: TestClient
) -> None:
    page = page_of(tell(clerk))
    client = at_console(store, Role.AUDITOR)

    doubted = seen(client, f"{page}/replay?version=2")

    assert "version 2 of 9" in doubted
    assert "</span>not questioned</del>" in doubted
    assert "</span>in doubt</ins>" in doubted
    assert f'rel="next" href="{page}/replay?version=3"' in doubted
    assert seen(client, f"{page}/replay?version=10", 404)
    assert "version 9 of 9" in seen(client, f"{page}/replay")


def test_the_audit_page_shows_the_checkpoint_that_everyone_can_have(
    store: Store, clerk: TestClient
) -> None:
    tell(clerk)
    note = clerk.get("/api/v1/audit/checkpoint").text

    shown = seen(at_console(store, Role.AUDITOR), "/audit")

    assert note.splitlines()[2] in shown.replace("&#43;", "+")
    assert store.log.vkey in shown.replace("&#43;", "+")
    assert "9 entries in all" in shown


# Words.


def test_every_sentence_is_translated_with_the_same_words_to_fill_in() -> None:
    for language in (Language.NL, Language.FR, Language.DE):
        known = catalogue(language)
        for key in sentences():
            found = known.get(key if isinstance(key, str) else key[0])
            assert found, f"{language}: {key}"
            for original, said in zip(forms(key), forms(found.string), strict=True):
                assert said, f"{language}: {original}"
                assert blanks(said) == blanks(original), f"{language}: {original}"


def forms(said: Any) -> tuple[str, ...]:
    return (said,) if isinstance(said, str) else tuple(said)


def blanks(sentence: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", sentence))


@pytest.mark.parametrize("language", Language)
def test_the_catalogues_hold_today_s_sentences_and_no_others(language: Language) -> None:
    def ids(messages: Any) -> set[Any]:
        return {key_of(message) for message in messages if message.id}

    def key_of(message: Message) -> Any:
        return message.id if isinstance(message.id, str) else tuple(message.id)

    assert ids(catalogue(language)) == ids(renewed(language))


def test_every_rule_and_hint_of_the_law_can_be_said_in_four_languages() -> None:
    rules = {rule.otherwise for step in LAWFUL_STEPS.values() for rule in step.rules}

    assert {*rules, NO_RIGHT, ERASED} <= sentences()


def test_every_event_step_and_sealed_field_has_a_name() -> None:
    kinds: list[type[Event]] = [
        kind
        for kind in (getattr(events, name) for name in events.__all__)
        if isinstance(kind, type) and issubclass(kind, Event) and "TOPIC" in kind.__dict__
    ]
    sealing: list[type[BaseModel]] = [*kinds, events.Requester, events.Representative]
    fields = {
        name
        for model in sealing
        for name, field in model.model_fields.items()
        if "Sealed" in str(field.annotation)
    }

    assert {kind.TOPIC for kind in kinds} <= TITLES.keys()
    assert set(PATHS) <= STEPS.keys()
    assert fields <= FIELDS.keys()
    for kind in kinds:
        assert blanks(DETAILS.get(kind.TOPIC, "")) <= kind.model_fields.keys() - ENVELOPE


@pytest.mark.parametrize("policy", Suspension)
def test_every_line_of_a_reckoning_is_said_in_dutch(policy: Suspension) -> None:
    waits = (Pause(date(2026, 1, 30), date(2026, 2, 5)), Pause(date(2026, 2, 10), None))
    days = calendar("BE/2026.1")
    terms = [
        answer_term(received, days, policy=policy, extended=extended, pauses=waits)
        for received in (date(2026, 1, 29), date(2026, 1, 30), date(2026, 1, 31))
        for extended in (True, False)
    ]
    terms += [answer_term(date(2026, 3, n), days) for n in range(1, 20)]
    terms.append(at_once_term(date(2026, 3, 5), days))
    late: dict[str, Any] = {"extended": True, "told_on": date(2026, 4, 20)}
    terms.append(answer_term(date(2026, 3, 5), days, policy=policy, **late))

    for step in (step for term in terms for step in term.trace):
        assert because(step.because, Speech(Language.NL)) != step.because


def test_the_language_is_the_chosen_one_else_the_browser_s_else_the_office_s(store: Store) -> None:
    french = visitor(store, "fr-BE,fr;q=0.9,nl;q=0.8")
    nobody_s = visitor(store, "xx")
    chosen = visitor(store, "fr")
    moved = chosen.get("/login?next=%2Fsearch&lang=de")

    assert '<html lang="fr">' in seen(french, "/login")
    assert '<html lang="nl">' in seen(nobody_s, "/login")
    assert moved.headers["location"] == "/login?next=%2Fsearch"
    assert '<html lang="de">' in seen(chosen, "/login")
    assert preferred("de;q=0.1, en;q=0.7, nl;q=oops", Language.NL) is Language.EN


@pytest.mark.parametrize("language", Language)
def test_every_page_speaks_every_language(
    store: Store, clerk: TestClient, language: Language
) -> None:
    page = page_of(tell(clerk))
    client = at_console(store, Role.DPO, language)

    for address in ("/", page, f"{page}/replay", "/audit", "/search", "/docs"):
        shown = seen(client, address)
        assert f'<html lang="{language}">' in shown
        if language is not Language.EN:
            assert "Work queue" not in shown


# What every answer carries.


def test_every_page_keeps_to_itself(store: Store, clerk: TestClient) -> None:
    page = page_of(tell(clerk))
    client = at_console(store, Role.DPO)

    for address in ("/", page, f"{page}/replay", "/audit", "/search", "/docs", "/nowhere"):
        answer = client.get(address)
        assert answer.headers["content-security-policy"] == POLICY
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"
        assert not re.search(
            r'\sstyle=|\son\w+=|<style|<script>|(?:src|href)="(?:https?:)?//', answer.text
        )


def test_files_are_kept_for_ever_under_an_address_that_changes_with_them(store: Store) -> None:
    client = visitor(store)

    for name in STATICS:
        answer = client.get(f"/static/{VERSION}/{name}")
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]
    assert client.get("/static/0000/console.css").status_code == 404
    assert client.get(f"/static/{VERSION}/../words.py").status_code == 404


def test_the_api_s_documentation_names_every_operation(store: Store) -> None:
    shown = seen(visitor(store), "/docs")
    paths = application(store.engine).openapi()["paths"]

    for address, methods in paths.items():
        assert address.replace("&", "&amp;") in shown
        for operation in methods.values():
            assert f'id="{operation["operationId"]}"' in shown


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/requests/00000-00000", 404),
        ("/requests/not-a-reference", 400),
        ("/?due=yesterday-SECRET", 400),
        ("/?on=2999-01-01", 400),
        ("/SECRET", 404),
    ],
)
def test_a_page_that_cannot_be_had_says_so_in_the_reader_s_language(
    store: Store, address: str, status: int
) -> None:
    shown = seen(at_console(store, Role.HANDLER, "fr"), address, status)

    assert '<html lang="fr">' in shown
    assert "SECRET" not in shown


def test_a_busy_store_is_said_calmly(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    client = at_console(store, Role.HANDLER, "nl")

    def busy(*_: Any) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(type(store.engine.register), "items", busy)
    answer = client.get("/")

    assert answer.status_code == 503
    assert "Even bezet" in answer.text
    assert answer.headers["retry-after"]


def test_programs_still_get_problems_and_people_get_pages(store: Store) -> None:
    client = visitor(store)

    assert "text/html" in client.get("/nowhere").headers["content-type"]
    assert "problem+json" in client.get("/api/v1/nowhere").headers["content-type"]
    assert (
        "problem+json" in client.get("/nowhere", headers={"accept": "*/*"}).headers["content-type"]
    )


def test_instants_are_shown_in_brussels_time() -> None:
    summer = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)

    assert Speech(Language.NL).instant(summer) == "2 juli 2026, 00:30"
