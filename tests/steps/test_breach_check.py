"""Data in wrong hands: the check that Article 33 asks for, and how it ends."""

from datetime import date, timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from griffie.domain.events import BreachRuledOut, BreachSuspected, CopyDelivered, SearchAsked
from griffie.domain.law import Right
from griffie.domain.model.event import Event
from griffie.domain.model.lead_times import Leads
from griffie.domain.request.reminders import due
from griffie.domain.request.vocabulary import (
    Channel,
    Format,
    Hands,
    Progress,
    ReminderKind,
    TaskKind,
)
from griffie.domain.steps import breach
from griffie.domain.steps.task_record import tasks
from tests.given.declared import Case
from tests.given.past import NOW, RECEIVED_ON, WORDS, closed, given, objection, received
from tests.given.story import receive

ACCESS = Right.ACCESS
JUDGED_ON = date(2026, 3, 12)
SAMPLES = (BreachRuledOut(reason=WORDS, judged_on=JUDGED_ON),)
TRIED = ("rule-out-breach",)
NOT_MODELLED = {"rule_out_breach": "came after this model, with the irregular deeds"}
JUDGED: dict[str, Any] = {"reason": WORDS, "judged_on": RECEIVED_ON}
CASES = {breach.breach_unjudged: Case([received(ACCESS)], "rule_out_breach", JUDGED)}

ASTRAY = CopyDelivered(
    right=ACCESS,
    format=Format.PDF,
    channel=Channel.EMAIL,
    hands=Hands.REPRESENTATIVE,
    delivered_on=RECEIVED_ON,
    documents=(),
    irregular=WORDS,
)


@pytest.mark.law("gdpr/33/1")
@pytest.mark.parametrize(
    "ended",
    [
        BreachRuledOut(reason=WORDS, judged_on=JUDGED_ON),
        BreachSuspected(facts=WORDS, aware_on=JUDGED_ON),
    ],
    ids=lambda event: event.TOPIC,
)
def test_what_went_astray_is_judged_as_a_breach_or_as_none(ended: Event) -> None:
    waiting = given(received(ACCESS), ASTRAY)
    request = given(received(ACCESS), ASTRAY, ended)

    (task,) = waiting.tasks
    (asked,) = tasks(waiting)
    (told,) = tasks(request)
    assert (task.kind, task.whom) == (TaskKind.BREACH_CHECK, "2")
    assert task.due_on == asked.due_on == NOW.today + timedelta(days=3)
    assert asked.standing(NOW.today) is Progress.OPEN
    assert request.tasks == ()
    assert told.standing(NOW.today) is Progress.DONE


def test_of_what_is_not_judged_somebody_is_reminded_also_after_closing() -> None:
    request = given(received(ACCESS), ASTRAY, closed())
    (task,) = request.tasks

    said = due(request, task.due_on, Leads())

    assert [one.kind for one in said] == [ReminderKind.BREACH_CHECK]


def test_a_second_one_waits_beside_the_first_and_one_judgment_ends_both() -> None:
    request = given(received(ACCESS), ASTRAY, ASTRAY)
    before = [task.whom for task in request.tasks]

    happened = request.rule_out_breach(NOW, reason=WORDS, judged_on=JUDGED_ON)

    assert before == ["2", "3"]
    assert happened == BreachRuledOut(reason=WORDS, judged_on=JUDGED_ON)
    request.collect_events()
    assert request.tasks == ()
    assert objection(request, "rule_out_breach", **JUDGED)


def test_it_is_ruled_out_through_http(dpo: TestClient) -> None:
    place = receive(dpo)
    copy = {
        "right": "access",
        "format": "pdf",
        "channel": "email",
        "hands": "representative",
        "delivered_on": "2026-03-05",
    }
    dpo.post(f"{place}/add-claim", json={"right": "access"})
    refused = dpo.post(f"{place}/deliver-copy", json=copy)
    sent = dpo.post(f"{place}/deliver-copy", json=copy | {"irregular": "Naar de broer gestuurd."})
    judged = dpo.post(
        f"{place}/rule-out-breach",
        json={"reason": "De broer woont er ook.", "judged_on": "2026-03-05"},
    )

    assert refused.status_code == 409, refused.text
    assert refused.json()["type"] == "/law/gdpr/5/1/f"
    assert sent.status_code == 200, sent.text
    assert [task["kind"] for task in sent.json()["tasks"]] == ["breach_check"]
    assert judged.status_code == 200, judged.text
    assert [task["state"] for task in judged.json()["tasks"]] == ["done"]


def test_a_judgment_ends_the_check_that_waits_and_nothing_else() -> None:
    search = SearchAsked(system="crm", due_on=JUDGED_ON)
    ruled_out = BreachRuledOut(reason=WORDS, judged_on=JUDGED_ON)
    suspected = BreachSuspected(facts=WORDS, aware_on=JUDGED_ON)

    request = given(received(ACCESS), search, ASTRAY, ruled_out, ASTRAY, suspected)

    assert [(one.whom, one.heard and one.heard.TOPIC) for one in tasks(request)] == [
        ("crm", None),
        ("3", "BreachRuledOut"),
        ("5", "BreachSuspected"),
    ]
    assert [task.whom for task in request.tasks] == ["crm"]
