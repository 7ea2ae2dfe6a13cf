"""The form of the portal: one request with its files, received today through the real use case."""

from contextlib import ExitStack
from typing import Any

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.api.portal.entrance import Buckets, Entrance
from griffie.application.access.roles import PORTAL, Role
from griffie.application.access.tries import TriesInMemory
from griffie.application.portal.secret import indexed_as, request_of_secret
from griffie.application.ports import PORTAL_PAIR
from griffie.domain.law import Right
from griffie.domain.request.vocabulary import Channel, Status
from griffie.domain.rights_request import RightsRequest
from tests.conftest import Open, signed_in
from tests.given.portal import FILE, KEY, WORDS, asked, codes_in, inside, person


def opened(store: Store, reference: str, secret: str) -> RightsRequest:
    found = request_of_secret(store.engine, reference, secret)
    assert found is not None
    return found


@pytest.fixture
def client(store: Store) -> TestClient:
    return person(store)


def test_the_form_is_a_request_of_today_with_its_files(store: Store, client: TestClient) -> None:
    said = {"rights": ["access", "erasure"], "lang": "fr", "once": KEY, **WORDS}
    kept = codes_in(client.post("/portal/new", data=said, files={"files": FILE}))

    request = opened(store, *kept)
    assert request.received_on == store.engine.today()
    assert request.channel is Channel.WEB_FORM
    assert request.language == "fr"
    assert set(request.claims) == {Right.ACCESS, Right.ERASURE}
    assert request.entered_by == PORTAL.id
    assert request.status is Status.RECEIVED
    assert len(request.documents) == 1
    shown = signed_in(store, Role.DPO).get(f"/api/v1/requests/{kept.reference}?reveal=true").json()
    assert shown["requester"] == {"name": WORDS["name"], "email": WORDS["email"]}
    assert shown["message"] == WORDS["message"]


def test_sent_twice_it_is_one_request_with_one_secret_code(
    store: Store, client: TestClient
) -> None:
    first = asked(client)

    assert asked(client) == first
    assert store.engine.history.newest() == 1
    other = client.post("/portal/new", data={"once": KEY, "rights": "access", "email": "x@y.z"})
    assert other.status_code == 409
    assert first.secret not in other.text


def test_another_form_has_another_secret_code_though_the_words_are_the_same(
    client: TestClient,
) -> None:
    first, second = asked(client), asked(client, once="another-key-of-her")

    assert first.reference != second.reference
    assert first.secret != second.secret


def test_a_form_without_a_key_is_taken_in_as_well(store: Store, client: TestClient) -> None:
    kept = asked(client, once="")

    assert opened(store, *kept).entered_by == PORTAL.id


@pytest.mark.parametrize("lang", ["nl", "fr", "de", "en"])
def test_what_is_missing_is_said_beside_the_field_and_nothing_typed_is_lost(
    client: TestClient, lang: str
) -> None:
    answer = client.post("/portal/new", data={"lang": lang, "name": "Ludmilla"})

    assert answer.status_code == 422
    assert answer.text.count('class="f-err"') == 2
    assert 'value="Ludmilla"' in answer.text
    assert answer.headers["Content-Language"] == lang


def test_somebody_may_ask_in_their_own_words_and_name_no_right(
    store: Store, client: TestClient
) -> None:
    kept = asked(client, rights=[])

    assert not opened(store, *kept).claims


def test_somebody_may_ask_for_another(store: Store, client: TestClient) -> None:
    kept = asked(client, for_name="Corneel Wittebolle", capacity="parent")

    dpo = signed_in(store, Role.DPO)
    shown = dpo.get(f"/api/v1/requests/{kept.reference}?reveal=true").json()
    assert shown["requester"]["name"] == "Corneel Wittebolle"
    assert shown["representative"] == {
        "name": WORDS["name"],
        "email": WORDS["email"],
        "capacity": "parent",
    }


@pytest.mark.parametrize(
    "said",
    [{"rights": "everything"}, {"capacity": "emperor"}, {"message": "\0"}, {"name": "n" * 30_000}],
)
def test_what_cannot_be_read_makes_no_request(
    store: Store, client: TestClient, said: dict[str, Any]
) -> None:
    answer = client.post("/portal/new", data={"rights": "access", "email": "a@b.c", **said})

    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert store.engine.history.newest() == 0


def test_an_unknown_field_and_too_many_files_are_refused(store: Store, client: TestClient) -> None:
    assert client.post("/portal/new", data={"received_on": "2020-01-01"}).status_code == 400
    many = [("files", (f"{n}.txt", b"x")) for n in range(11)]
    assert client.post("/portal/new", data={"email": "a@b.c"}, files=many).status_code == 400
    assert store.engine.history.newest() == 0


def test_a_form_of_another_site_is_refused(store: Store, client: TestClient) -> None:
    for header in ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}):
        answer = client.post("/portal/new", data={"rights": "access", **WORDS}, headers=header)
        assert answer.status_code == 403
    assert store.engine.history.newest() == 0


def test_the_pages_set_no_cookie_run_no_script_and_are_kept_by_nobody(client: TestClient) -> None:
    asked(client)
    for page in ("/portal", "/portal?lang=de", "/portal/new", "/portal/status", "/portal/nowhere"):
        answer = client.get(page)
        assert "set-cookie" not in answer.headers
        assert "<script" not in answer.text
        assert " on" not in answer.headers["Content-Security-Policy"]
        assert "script" not in answer.headers["Content-Security-Policy"]
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Frame-Options"] == "DENY"
    assert not client.cookies


def test_markup_in_every_field_stays_text(store: Store, client: TestClient) -> None:
    nasty = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{7007*7}}"
    fields = ("name", "message", "postal_address", "for_name")
    wrong = client.post("/portal/new", data=dict.fromkeys((*fields, "capacity"), nasty))
    assert wrong.status_code == 422
    assert "<script" not in wrong.text
    assert "<img" not in wrong.text
    kept = asked(client, **dict.fromkeys(fields, nasty))
    shown = client.post("/portal/status", data=kept.form())
    assert "<img" not in shown.text
    assert "49049" not in inside(shown)
    hers = {"reference": nasty, "secret": nasty}
    assert "<img" not in client.post("/portal/status", data=hers).text


def test_the_secret_code_and_the_words_stand_readable_in_no_file(
    store: Store, client: TestClient
) -> None:
    said = {"rights": ["access"], "lang": "nl", "once": KEY, **WORDS}
    kept = codes_in(client.post("/portal/new", data=said, files={"files": FILE}))

    read = b"".join(one.read_bytes() for one in store.folder.parent.rglob("*") if one.is_file())
    bare = kept.secret.replace("-", "")
    for word in (kept.secret, bare, indexed_as(*kept), KEY, "Wittebolle", "wittebolle-factuur"):
        assert word.encode() not in read
        assert word.lower().encode() not in read


def test_the_secret_code_opens_in_another_process_and_goes_with_the_data(
    opening: Open, client: TestClient
) -> None:
    kept = asked(client)
    store = opening()
    request = opened(store, *kept)

    found = store.check([], lambda _done, _all: None)[0]
    assert found == []
    store.rebuild_search(lambda _done, _all: None)
    assert request_of_secret(store.engine, *kept)

    store.vault.erase(request.id)
    assert store.vault.find(PORTAL_PAIR, indexed_as(*kept)) == []
    assert request_of_secret(store.engine, *kept) is None


def test_a_digest_that_somebody_copies_to_another_request_opens_nothing(
    store: Store, client: TestClient
) -> None:
    mine, hers = asked(client), asked(client, once="another-key-of-her")
    ours = [opened(store, *one).id.hex for one in (mine, hers)]
    with store.datastore.transaction(commit=True) as c:
        c.execute("DELETE FROM search_index WHERE request_id = ? AND kind = 'portal'", (ours[1],))
        c.execute(
            "UPDATE search_index SET request_id = ? WHERE request_id = ? AND kind = 'portal'",
            (ours[1], ours[0]),
        )

    assert request_of_secret(store.engine, *mine) is None
    assert request_of_secret(store.engine, hers.reference, mine.secret) is None


def test_when_all_together_send_too_many_each_is_told_how_else_to_ask(
    store: Store, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    entrance = client.app.state.entrance  # type: ignore[attr-defined]
    monkeypatch.setattr(entrance, "requests", Buckets("one", 1, 15.0, TriesInMemory(lambda: 0.0)))
    asked(client)

    said = {"rights": "access", "lang": "en", **WORDS}
    answer = client.post("/portal/new", data=said, headers={"accept-language": "en"})

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "15")
    assert "counts as well by e-mail or by post" in answer.text
    assert store.engine.history.newest() == 1


def test_a_bucket_fills_again_with_time() -> None:
    at = 0.0
    bucket = Buckets("some", 2, 10.0, TriesInMemory(lambda: at))

    assert [bucket.take("a") for _ in range(3)] == [0, 0, 10]
    assert bucket.take("b") == 0
    at = 5.0
    assert bucket.take("a") == 5
    at = 10.0
    assert bucket.take("a") == 0
    at = 10_000.0
    assert [bucket.take("a") for _ in range(3)] == [0, 0, 10]


def test_no_more_forms_are_received_at_once_than_fit_into_memory() -> None:
    entrance = Entrance(TriesInMemory(lambda: 0.0))
    with ExitStack() as stack:
        mine = [stack.enter_context(entrance.reading("a")) for _ in range(5)]
        others = [stack.enter_context(entrance.reading(str(n))) for n in range(40)]
    assert mine == [True] * 4 + [False]
    assert sum(others) == 28
    with entrance.reading("a") as room:
        assert room
