"""What the law forbade is shown: in the figures apart, in the timeline by its title, opened."""

from datetime import date
from typing import Any

from fastapi.testclient import TestClient

from griffie.api.words.event_lines import event_title
from griffie.api.words.speech import Speech
from griffie.application.reports.figure_tables import request_tables
from griffie.application.reports.request_figures import figures_of_request
from griffie.application.reports.request_history import read_history
from griffie.domain import events
from griffie.domain.law import Language, Right
from griffie.domain.request.vocabulary import Channel, FileErasure, Letter
from griffie.domain.steps.action import actions
from griffie.domain.steps.record import record_of
from tests.given.past import (
    NOW,
    RECEIVED_ON,
    WORDS,
    doubted,
    fulfilled,
    given,
    received,
    restricted,
)
from tests.given.story import receive

ACCESS, ERASURE, PORTABILITY = Right.ACCESS, Right.ERASURE, Right.PORTABILITY
CONSENT, MARKETING = Right.CONSENT_WITHDRAWAL, Right.DIRECT_MARKETING_OBJECTION
MARCH_10, MARCH_16 = date(2026, 3, 10), date(2026, 3, 16)
ENGLISH = Speech(Language.EN)
OPEN = given(received(ACCESS))

NO: dict[str, Any] = {
    "kind": Letter.REFUSAL,
    "rights": (ACCESS,),
    "sent_on": MARCH_10,
    "channel": Channel.PHONE,
}


def test_figures_count_it_apart_and_as_nothing_else() -> None:
    told = events.RecipientNotified(
        recipient="mailer", right=ERASURE, notified_on=RECEIVED_ON, irregular=WORDS
    )
    request = given(received(ERASURE), told, told)
    first = received(ERASURE).stamped(request.id, 1, NOW)
    again = [told.stamped(request.id, n, NOW) for n in (2, 3)]
    history = read_history([first, *again])

    assert history
    tables = request_tables([figures_of_request(history)], NOW.today)

    assert tables["irregular"].cells == {"RecipientNotified": 2, "all": 2}
    assert tables["steps"].cells["recipients told"] == 0


def test_the_timeline_names_it_in_the_title() -> None:
    title = event_title(
        events.RecipientNotified(
            recipient="mailer", right=ERASURE, notified_on=RECEIVED_ON, irregular=WORDS
        ),
        ENGLISH,
    )

    assert title.endswith("(irregular)")


def test_a_letter_that_said_too_little_is_recorded_as_it_went(dpo: TestClient) -> None:
    place = receive(dpo)
    refusal = {
        "right": "erasure",
        "ground": "gdpr/12/5/excessive",
        "demonstration": "Elke week hetzelfde.",
    }
    said = {
        "kind": "refusal",
        "rights": ["erasure"],
        "sent_on": "2026-03-05",
        "channel": "email",
        "text": "Neen.",
    }
    dpo.post(f"{place}/refuse", json=refusal)

    first = dpo.post(f"{place}/inform", json=said)
    sent = dpo.post(f"{place}/inform", json=said | {"irregular": "Zo vertrokken."})
    shown = dpo.get(place).json()
    event = dpo.get(f"{place}/events?reveal=true").json()["items"][-1]

    assert (first.status_code, first.json()["type"]) == (409, "/law/gdpr/12/4")
    assert sent.status_code == 200, sent.text
    assert [claim["informed"] for claim in shown["claims"]] == [False, False]
    opened = {name: event["revealed"].get(str(value)) for name, value in event["data"].items()}
    assert (opened["irregular"], opened["text"]) == ("Zo vertrokken.", "Neen.")


def test_decisions_know_no_such_word(dpo: TestClient) -> None:
    place = receive(dpo)

    answer = dpo.post(f"{place}/grant", json={"right": "erasure", "irregular": "Een proef."})

    assert answer.status_code == 422


def test_in_the_record_it_restricts_nothing_and_tells_nobody() -> None:
    told = events.RecipientNotified(
        recipient="mailer", right=ERASURE, notified_on=RECEIVED_ON, irregular=WORDS
    )
    limited = restricted().model_copy(update={"irregular": WORDS})
    asked = events.Invoked(right=ERASURE, recipients=("mailer",))

    shown = record_of(given(received(asked), fulfilled(ERASURE), told, limited))

    assert shown.restrictions == []
    assert shown.claims[ERASURE].recipients == [("mailer", None)]


def test_the_list_says_which_forbidden_deed_can_be_recorded_all_the_same(dpo: TestClient) -> None:
    place = receive(dpo, rights=[{"right": "erasure"}, {"right": "access"}])

    shown = {one["command"]: one for one in dpo.get(place).json()["actions"]}
    unsure = {one.command: one for one in actions(given(received(ACCESS), doubted()))}
    gone = events.PersonalDataErased(ground=FileErasure.ORDER, explanation=WORDS)

    assert shown["erase-data"]["irregular"] is True, "a copy is to go out first: 15(3)"
    assert shown["close"]["allowed"] is False
    assert "irregular" not in shown["close"], "closing is no deed in the world"
    assert unsure["deliver_copy"].irregular, "a copy went out while it was in doubt who asks: 12(6)"
    assert not any(one.irregular for one in actions(given(received(ACCESS), gone)))
