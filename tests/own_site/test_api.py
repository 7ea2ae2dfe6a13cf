"""The server of the own site hands a request in, with its own token and a signed identity."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.application.access.roles import Role
from griffie.application.portal.secret import request_of_secret
from griffie.application.views.signed_request import SignedReceived
from griffie.domain.law import Right
from griffie.domain.request.vocabulary import Identity
from tests.conftest import signed_in
from tests.own_site.site import EMAIL, NAME, Site

PATH = "/api/v1/signed-requests"


def said(token: str, **other: Any) -> dict[str, Any]:
    rights = [{"right": "access"}, {"right": "erasure"}]
    return {"identity": token, "language": "nl", "rights": rights, "message": "Alles.", **other}


def test_a_request_comes_in_verified_with_what_its_person_keeps(
    store: Store, server: TestClient, site: Site
) -> None:
    answer = server.post(PATH, json=said(site.token()))

    assert answer.status_code == 201, answer.text
    given = SignedReceived.model_validate_json(answer.content)
    request = request_of_secret(store.engine, given.reference, given.secret)
    assert request is not None
    assert str(request.id) == given.id
    assert request.identity is Identity.VERIFIED
    assert set(request.claims) == {Right.ACCESS, Right.ERASURE}
    shown = signed_in(store, Role.DPO).get(f"/api/v1/requests/{given.id}?reveal=true").json()
    assert (shown["requester"], shown["message"]) == ({"name": NAME, "email": EMAIL}, "Alles.")
    assert shown["channel"] == "web_form"


def test_the_same_again_is_the_same_and_with_other_words_it_is_refused(
    store: Store, server: TestClient, site: Site
) -> None:
    token = site.token()
    first = server.post(PATH, json=said(token))
    before = store.engine.history.newest()

    assert server.post(PATH, json=said(token)).json() == first.json()
    for other in (said(token, message="Iets anders."), said(token, rights=[])):
        refused = server.post(PATH, json=other)
        assert (refused.status_code, refused.json()["type"]) == (409, "/problems/state")
        assert "secret" not in refused.text
    assert store.engine.history.newest() == before


def test_another_account_is_not_shown_what_a_token_made(
    store: Store, server: TestClient, site: Site
) -> None:
    token, other = site.token(), store.access.create_token(Role.INTAKE, "another")
    server.post(PATH, json=said(token))

    answer = server.post(PATH, json=said(token), headers={"Authorization": f"Bearer {other}"})

    assert answer.status_code == 409


@pytest.mark.parametrize(
    "other", [{"identity": "x"}, {"identity": ""}, {"requester": {"name": "Lambik"}}, {"rights": 1}]
)
def test_what_is_not_believed_makes_no_request(
    store: Store, server: TestClient, site: Site, other: dict[str, Any]
) -> None:
    answer = server.post(PATH, json=said(site.token()) | other)

    assert answer.status_code == 422
    assert store.engine.history.newest() == 0


def test_an_identity_opens_nothing_without_a_token_of_the_office(
    server: TestClient, site: Site
) -> None:
    bare = {"Authorization": "Bearer griffie_x"}

    assert server.post(PATH, json=said(site.token()), headers=bare).status_code == 401


def test_a_token_with_the_scope_intake_is_enough(
    store: Store, server: TestClient, site: Site
) -> None:
    narrow = store.access.create_token(Role.HANDLER, "narrow", scope="intake")

    answer = server.post(
        PATH, json=said(site.token()), headers={"Authorization": f"Bearer {narrow}"}
    )

    assert answer.status_code == 201


def test_without_a_site_there_is_no_such_address(store: Store, site: Site) -> None:
    assert signed_in(store, Role.DPO).post(PATH, json=said(site.token())).status_code == 404
