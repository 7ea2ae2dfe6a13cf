"""From the button of the own site to a request whose identity is verified, and what is refused."""

import re
from html import unescape
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.application.access.roles import PORTAL, Role
from griffie.application.portal.secret import request_of_secret
from griffie.domain.request.vocabulary import Identity
from griffie.domain.rights_request import RightsRequest
from tests.conftest import Clock, signed_in
from tests.given.portal import KEY, Codes, codes_in, inside, person
from tests.own_site.site import EMAIL, NAME, ORIGIN, Site

FROM_SITE = {"origin": ORIGIN, "sec-fetch-site": "cross-site"}


def arrived(client: TestClient, token: str, **said: Any) -> Any:
    body = {"identity": token, "lang": "nl", **said}
    return client.post("/portal/signed", data=body, headers=FROM_SITE)


def ticket_in(answer: Any) -> str:
    assert answer.status_code == 200, answer.text
    found = re.search(r'name="ticket" value="([^"]+)"', answer.text)
    assert found
    return unescape(found[1])


def form(ticket: str, **other: Any) -> dict[str, Any]:
    return {"ticket": ticket, "rights": ["access"], "once": KEY, "lang": "nl", **other}


def opened(store: Store, kept: Codes) -> RightsRequest:
    found = request_of_secret(store.engine, *kept)
    assert found is not None
    return found


def test_who_is_signed_in_at_the_site_is_asked_for_no_proof(
    store: Store, client: TestClient, site: Site
) -> None:
    page = arrived(client, site.token())
    assert f"{NAME}, {EMAIL}" in inside(page)
    assert "Mijn Kantoor" in inside(page)
    assert 'name="email"' not in page.text
    assert "set-cookie" not in page.headers

    kept = codes_in(client.post("/portal/new", data=form(ticket_in(page))))

    request = opened(store, kept)
    assert request.identity is Identity.VERIFIED
    assert request.entered_by == PORTAL.id
    dpo = signed_in(store, Role.DPO)
    shown = dpo.get(f"/api/v1/requests/{kept.reference}?reveal=true").json()
    assert shown["requester"] == {"name": NAME, "email": EMAIL}
    events = dpo.get(f"/api/v1/requests/{kept.reference}/events?reveal=true").json()["items"]
    (verified,) = [one for one in events if one["type"] == "IdentityVerified"]
    method = verified["revealed"][verified["data"]["method"]]
    assert all(word in method for word in ("Mijn Kantoor", "klant-4711", " ed)"))
    assert verified["data"]["verified_on"] == store.engine.today().isoformat()


def test_sent_twice_the_form_is_one_request(store: Store, client: TestClient, site: Site) -> None:
    ticket = ticket_in(arrived(client, site.token()))
    first = codes_in(client.post("/portal/new", data=form(ticket)))

    assert codes_in(client.post("/portal/new", data=form(ticket))) == first
    assert len(signed_in(store, Role.DPO).get("/api/v1/requests").json()["items"]) == 1


def test_a_token_makes_one_request(store: Store, client: TestClient, site: Site) -> None:
    token = site.token()
    first, second = arrived(client, token), arrived(client, token)
    codes_in(client.post("/portal/new", data=form(ticket_in(first))))
    before = store.engine.history.newest()

    again = client.post("/portal/new", data=form(ticket_in(second), once="another-form-of-hers"))
    assert again.status_code == 401
    assert "secret" not in again.text.lower()
    assert arrived(client, token).status_code == 401
    assert store.engine.history.newest() == before


def test_a_token_that_was_used_is_refused_after_a_start_as_well(
    opening: Any, site: Site, tmp_path: Any
) -> None:
    from griffie.api.composition.own_sites import own_site_of
    from griffie.api.composition.web import application
    from tests.own_site.site import written

    token = site.token()
    for status in (200, 401):
        store = opening()
        app = application(store.engine, own_site=own_site_of(written(tmp_path))(store))
        client = TestClient(app, headers={"accept": "text/html"})
        answer = arrived(client, token)
        assert answer.status_code == status
        if status == 200:
            codes_in(client.post("/portal/new", data=form(ticket_in(answer))))


def test_the_name_and_the_address_are_those_of_the_site(
    store: Store, client: TestClient, site: Site
) -> None:
    ticket = ticket_in(arrived(client, site.token()))
    other = {"name": "Lambik", "email": "lambik@example.be", "for_name": "X", "capacity": "parent"}

    kept = codes_in(client.post("/portal/new", data=form(ticket, **other)))

    shown = signed_in(store, Role.DPO).get(f"/api/v1/requests/{kept.reference}?reveal=true").json()
    assert shown["requester"] == {"name": NAME, "email": EMAIL}
    assert shown["representative"] is None


def test_what_is_missing_is_asked_and_the_form_stays_signed(client: TestClient, site: Site) -> None:
    ticket = ticket_in(arrived(client, site.token()))

    answer = client.post("/portal/new", data={"ticket": ticket, "lang": "fr"})

    assert answer.status_code == 422
    assert f'name="ticket" value="{ticket}"' in answer.text


def test_a_ticket_lasts_an_hour_and_belongs_to_us(
    store: Store, client: TestClient, site: Site, clock: Clock
) -> None:
    from datetime import timedelta

    ticket = ticket_in(arrived(client, site.token()))
    wrong = ["x", ticket[:-2], site.token(), ticket.swapcase()]
    clock.at += timedelta(minutes=61)

    for one in (*wrong, ticket):
        assert client.post("/portal/new", data=form(one)).status_code == 401
    assert store.engine.history.newest() == 0


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "", f"{ORIGIN}.evil.example", "http://testserver"]
)
def test_another_site_puts_nobody_into_the_form(
    client: TestClient, site: Site, origin: str
) -> None:
    said = {"identity": site.token()}

    answer = client.post("/portal/signed", data=said, headers={"origin": origin})

    assert answer.status_code == 403


def test_the_other_forms_take_nothing_from_the_site(client: TestClient, site: Site) -> None:
    ticket = ticket_in(arrived(client, site.token()))

    assert client.post("/portal/new", data=form(ticket), headers=FROM_SITE).status_code == 403


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "\"'><img src=x>", "{{7007*7}}"])
def test_markup_in_a_name_stays_text(client: TestClient, site: Site, name: str) -> None:
    page = arrived(client, site.token(name=name, sub=name))

    assert name in inside(page).replace("  ", " ") or name in unescape(page.text)
    assert "<script" not in page.text
    assert "<img" not in page.text
    assert "49049" not in page.text
    kept = codes_in(client.post("/portal/new", data=form(ticket_in(page))))
    assert "<img" not in client.post("/portal/status", data=kept.form()).text


def test_what_is_not_believed_is_a_page_and_one_word_in_the_log(
    client: TestClient, site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    for token in ("", "x.y.z", site.unsigned(), site.token(aud="https://else.example")):
        answer = arrived(client, token)
        assert answer.status_code == 401
        assert "wittebolle" not in answer.text.lower()
    assert "not believed: audience." in caplog.text
    assert "wittebolle" not in caplog.text.lower()


def test_a_token_is_no_part_of_an_address(client: TestClient, site: Site) -> None:
    assert client.get(f"/portal/signed?identity={site.token()}").status_code == 404


def test_who_sends_many_tokens_waits(client: TestClient) -> None:
    statuses = [arrived(client, "x").status_code for _ in range(31)]

    assert statuses == [401] * 30 + [429]


def test_without_a_site_there_is_no_such_page(store: Store, site: Site) -> None:
    client = person(store)

    assert client.post("/portal/signed", data={"identity": site.token()}).status_code == 404
    assert client.post("/portal/new", data=form("x")).status_code == 404
    assert store.engine.history.newest() == 0


def test_no_file_of_the_store_holds_a_word_of_it(
    store: Store, app: FastAPI, client: TestClient, site: Site
) -> None:
    token = site.token()
    codes_in(client.post("/portal/new", data=form(ticket_in(arrived(client, token)))))

    read = b"".join(one.read_bytes() for one in store.folder.parent.rglob("*") if one.is_file())
    for word in ("klant-4711", EMAIL, NAME, "a-token-of-the-site", token[-40:]):
        assert word.encode() not in read
    assert store.check([], lambda _done, _all: None)[0] == []
