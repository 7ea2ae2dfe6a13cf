"""A right is handed on from a page of the console; what lies ready is fetched by a click."""

import html
import re
from uuid import UUID

import pytest

from griffie.application.access.roles import Role
from griffie.application.sending.outbox import OutboxState
from griffie.domain.request.reference import reference
from tests.given.console import at_console
from tests.opendsr.handing import DUE, Case

SENT = OutboxState.SENT


def test_what_lies_ready_is_fetched_by_a_click_and_kept(handed_on: Case) -> None:
    case = handed_on
    desk = at_console(case.store, Role.DPO, handing=case.handing)
    page = f"/requests/{reference(case.id)}/processors"
    results = {"results_url": f"{case.processor.address}/results"}
    assert case.call_back(request_status="completed", **results) == 202
    asked = list(case.processor.asked)

    shown = html.unescape(desk.get(page).text)
    assert "carried out" in shown
    assert case.open_tasks == ["host-1"]  # nobody has looked at what lies there
    assert case.processor.asked == asked
    done = desk.post(f"{page}/{case.row.mail}/results")
    assert done.status_code == 303, done.text
    assert case.topics[-1] == "DocumentAdded"
    kept = case.office.get(f"/api/v1/requests/{case.id}/documents").json()["items"]
    assert kept[-1]["size"] == len(case.processor.results)


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://localhost:9/results", "another host"),
        ("https://evil.example/results", "another host"),
        ("file:///etc/passwd", "another host"),
        ("http://127.0.0.1:9/results", "no answer"),
    ],
)
def test_what_lies_ready_is_fetched_from_the_processor_alone(
    handed_on: Case, url: str, why: str
) -> None:
    case = handed_on
    desk = at_console(case.store, Role.DPO, handing=case.handing)
    case.call_back(request_status="completed", results_url=url)

    page = f"/requests/{reference(case.id)}/processors"
    answer = desk.post(f"{page}/{case.row.mail}/results")
    assert answer.status_code == 409
    assert why in html.unescape(answer.text)
    assert desk.post(f"{page}/{UUID(int=7)}/results").status_code == 422
    assert case.topics[-1] == "ProcessorReported"


def test_a_right_is_handed_on_from_a_page(case: Case) -> None:
    desk = at_console(case.store, Role.HANDLER, handing=case.handing)
    page = f"/requests/{reference(case.id)}/processors"
    assert f'href="{page}/hand-on"' in desk.get(page).text
    form = desk.get(f"{page}/hand-on").text
    key = re.search(r'name="once" value="([^"]+)"', form)
    assert key
    assert "portability" not in form

    said = {"once": key[1], "processor": "host-1", "right": "erasure", "due_on": DUE}
    wrong = desk.post(f"{page}/hand-on", data=said | {"due_on": "2020-01-01"})
    assert wrong.status_code == 422
    assert "it lies in the past" in html.unescape(wrong.text)
    for _ in range(2):
        assert desk.post(f"{page}/hand-on", data=said).status_code == 303
    assert case.round() is SENT
    assert "received, nothing was done yet" in html.unescape(desk.get(page).text)
    auditor = at_console(case.store, Role.AUDITOR, handing=case.handing)
    assert auditor.get(page).status_code == 200
    assert auditor.get(f"{page}/hand-on").status_code == 403
    assert auditor.post(f"{page}/hand-on", data=said).status_code == 403
    assert auditor.post(f"{page}/{case.row.mail}/results").status_code == 403
