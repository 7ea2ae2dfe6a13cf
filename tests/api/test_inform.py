"""What is recorded as said: the letter of the file, or a person's words held to Article 12(4)."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from griffie.application.letters import gaps
from griffie.application.letters.text import WIDTH
from griffie.domain.law import Language
from tests.given.story import PERSONAL, SAID, receive

SENT: dict[str, Any] = {"sent_on": "2026-03-20", "channel": "email"}
ANSWER: dict[str, Any] = SENT | {"kind": "answer", "rights": ["access"]}
REFUSAL = ANSWER | {"kind": "refusal"}
REFUSED = {"right": "access", "ground": "gdpr/12/5/excessive", "demonstration": "Het negende."}
DONE = {"right": "access", "measures": "De kopie ging per post."}
GROUND = "Uw verzoek is buitensporig (artikel 12, lid 5, AVG)."
COMPLAIN = "Klagen kan bij de Gegevensbeschermingsautoriteit."
SUE = "U kunt ook naar de rechter."


def asking(clerk: TestClient, *rights: str, **more: Any) -> str:
    return receive(clerk, rights=[{"right": one} for one in rights or ("access",)], **more)


def step(clerk: TestClient, place: str, command: str, body: dict[str, Any]) -> Any:
    return clerk.post(f"{place}/{command}", json=body)


def said(clerk: TestClient, place: str) -> str:
    """The words behind the digest of the last letter."""
    last = clerk.get(f"{place}/events?reveal=true").json()["items"][-1]
    assert last["type"] == "RequesterInformed"
    return str(last["revealed"][last["data"]["text"]])


@pytest.mark.law("gdpr/12/4")
@pytest.mark.parametrize("language", Language)
def test_without_a_text_the_letter_of_the_file_is_what_was_said(
    clerk: TestClient, language: Language
) -> None:
    place = asking(clerk, language=language)
    step(clerk, place, "refuse", REFUSED)
    read = clerk.get(f"{place}/letter", params={"kind": "refusal", "format": "text"}).text

    answer = step(clerk, place, "inform", REFUSAL)

    assert answer.status_code == 200, answer.text
    sent, gap = said(clerk, place), read.splitlines()[0]  # our profile does not say who we are
    assert sent.strip().startswith(PERSONAL["name"])
    assert sent.split("\n\n\n")[1] == read.split("\n\n\n")[1]
    assert gap.startswith("[")
    assert "[" not in sent
    assert PERSONAL["name"] in read or language is Language.FR
    assert "Het negende." in read


@pytest.mark.law("gdpr/12/3")
def test_what_was_recorded_as_said_is_about_the_rights_that_were_named(clerk: TestClient) -> None:
    place = asking(clerk, "access", "objection")
    step(clerk, place, "refuse", REFUSED)
    step(clerk, place, "fulfil", DONE | {"right": "objection"})

    step(clerk, place, "inform", ANSWER | {"rights": ["objection"]})

    told = said(clerk, place)
    assert "Bezwaar tegen de verwerking" in told
    assert "buitensporig" not in told
    assert all(len(line) <= WIDTH for line in told.splitlines())


@pytest.mark.law("gdpr/12/4")
@pytest.mark.parametrize(
    ("text", "lacking"),
    [
        ("Neen.", "the ground"),
        (f"{COMPLAIN} {SUE}", "the ground"),
        (f"{GROUND} {SUE}", "the supervisory authority"),
        (f"{GROUND} {COMPLAIN}", "no court"),
        (f"{GROUND} {COMPLAIN} You may go to court.", "no court"),
    ],
)
def test_a_text_that_refuses_says_the_ground_and_both_routes_or_was_not_an_answer(
    clerk: TestClient, text: str, lacking: str
) -> None:
    place = asking(clerk)
    step(clerk, place, "refuse", REFUSED)

    answer = step(clerk, place, "inform", REFUSAL | {"text": text})

    assert answer.status_code == 409
    assert answer.json()["type"] == "/law/gdpr/12/4"
    assert lacking in answer.json()["detail"]
    assert text not in answer.text
    assert clerk.get(place).json()["claims"][0]["informed"] is False


@pytest.mark.law("gdpr/12/4")
def test_a_text_that_says_all_three_is_recorded_as_it_was_written(clerk: TestClient) -> None:
    place = asking(clerk)
    step(clerk, place, "refuse", REFUSED)
    text = f"{GROUND}\n{COMPLAIN}\n{SUE}"

    assert step(clerk, place, "inform", REFUSAL | {"text": text}).status_code == 200

    assert said(clerk, place) == text


@pytest.mark.law("gdpr/12/4")
def test_an_answer_that_keeps_some_data_back_is_a_refusal_too(clerk: TestClient) -> None:
    place = receive(clerk, rights=[{"right": "erasure", "categories": ["contact", "invoices"]}])
    kept = {"right": "erasure", "ground": "gdpr/17/3/b", "categories": ["invoices"]}
    step(
        clerk,
        place,
        "apply-exception",
        kept | {"necessity": "Zeven jaar.", "legal_basis": "Art. 60 WBTW."},
    )
    step(clerk, place, "fulfil", DONE | {"right": "erasure"})
    letter = ANSWER | {"rights": ["erasure"], "text": f"Gewist. {COMPLAIN} {SUE}"}

    without = step(clerk, place, "inform", letter)
    cited = letter["text"] + " Facturen: artikel 17, lid 3, punt b), AVG."
    with_it = step(clerk, place, "inform", letter | {"text": cited})

    assert (without.status_code, without.json()["type"]) == (409, "/law/gdpr/12/4")
    assert with_it.status_code == 200


@pytest.mark.law("gdpr/12/4")
@pytest.mark.parametrize(("text", "status"), [("Wij lezen geen verzoek.", 409), (None, 200)])
def test_that_it_was_no_request_is_told_with_both_routes_as_well(
    clerk: TestClient, text: str | None, status: int
) -> None:
    place = receive(clerk, rights=[])
    nothing = {"ground": "fact/not_a_request", "reason": "Reclame van een drukker."}
    step(clerk, place, "find-no-request", nothing)
    letter = ANSWER | {"rights": []} | ({"text": text} if text else {})

    assert step(clerk, place, "inform", letter).status_code == status


def test_a_text_is_recorded_as_it_was_typed_once_it_is_said_where_everything_stands(
    clerk: TestClient,
) -> None:
    place = asking(clerk)
    step(clerk, place, "fulfil", DONE)
    letter = ANSWER | {"text": "Hierbij."}

    assert step(clerk, place, "inform", letter).status_code == 409
    assert step(clerk, place, "inform", letter | {"said": SAID}).status_code == 200
    assert said(clerk, place) == "Hierbij."


def test_a_letter_that_answers_nothing_is_recorded_without_words(clerk: TestClient) -> None:
    place = asking(clerk)

    assert step(clerk, place, "inform", ANSWER | {"kind": "other"}).status_code == 200

    last = clerk.get(f"{place}/events").json()["items"][-1]
    assert last["data"].get("text") is None


def test_what_is_not_decided_is_refused_for_that_and_no_letter_is_written(
    clerk: TestClient,
) -> None:
    place = asking(clerk)

    answer = step(clerk, place, "inform", ANSWER)

    assert answer.status_code == 409
    assert answer.json()["type"] == "/problems/state"


def test_what_was_withdrawn_needs_no_letter(clerk: TestClient) -> None:
    place = asking(clerk)
    step(clerk, place, "withdraw", {"rights": ["access"], "on": "2026-03-06", "words": "x"})

    assert step(clerk, place, "inform", ANSWER).status_code == 200


@pytest.mark.law("gdpr/12/4")
def test_a_letter_of_our_own_that_lacked_something_would_not_be_recorded(
    clerk: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = asking(clerk)
    step(clerk, place, "refuse", REFUSED)
    monkeypatch.setattr(gaps, "missing_demands", lambda one: one.demanded[:1])

    answer = step(clerk, place, "inform", REFUSAL)

    assert answer.status_code == 409
    assert answer.json()["type"] == "/law/gdpr/12/4"


def test_told_again_after_a_repeat_the_words_are_those_of_the_first_time(clerk: TestClient) -> None:
    place = asking(clerk)
    step(clerk, place, "refuse", REFUSED)
    once = {"Idempotency-Key": "brief-1"}

    first = clerk.post(f"{place}/inform", json=REFUSAL, headers=once)
    again = clerk.post(f"{place}/inform", json=REFUSAL, headers=once)

    assert first.json() == again.json()
    assert len(clerk.get(f"{place}/events").json()["items"]) == first.json()["version"]
