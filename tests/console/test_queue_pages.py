"""The pages of lists, by role: the queue, the figures, the board of another day, the search."""

import html
import re
from datetime import timedelta

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store, read_mail
from griffie.api.words.remarks import REMARKS
from griffie.api.words.speech import first_up
from griffie.application.access.roles import Role
from griffie.application.intake.receive_mail import receive_mail
from griffie.domain.law import Language
from griffie.domain.request.remarks import RemarkCode
from tests.conftest import Clock
from tests.given.console import at_console, page_of, seen
from tests.given.story import PERSONAL, receive, tell
from tests.mail.made import made


def test_the_queue_shows_what_is_due_in_words_with_the_one_next_step(
    store: Store, clerk: TestClient
) -> None:
    page = page_of(receive(clerk))

    board = seen(at_console(store, Role.HANDLER), "/")

    assert page in board
    assert "11 working days left" in board
    assert "Assign a handler" in board
    assert "A. A…e" in board


def test_the_queue_shows_what_intake_noted_until_somebody_settles_it(
    store: Store, clerk: TestClient
) -> None:
    raw = made(From="An Peeters", Received="", Content_Language="nl")
    request = receive_mail(store.engine, read_mail, raw, Language.NL, ()).request
    client, codes = at_console(store, Role.HANDLER), list(request.remarks)
    assert {RemarkCode.NO_SENDER, RemarkCode.DATE_SUPPOSED} <= {*codes}

    left = []
    for code in [None, *codes]:
        if code:
            said = {"code": code, "right": True}
            answer = clerk.post(f"/api/v1/requests/{request.id}/settle-remark", json=said)
            assert answer.status_code == 200, answer.text
        (shown,) = re.findall(r"To settle: ([^<]*)", seen(client, "/")) or [""]
        left.append(html.unescape(shown))

    words = [first_up(REMARKS[one]) for one in codes]
    more = [f" + {n}" if n else "" for n in range(len(codes) - 1, -1, -1)]
    assert left == [*(word + n for word, n in zip(words, more, strict=True)), ""]


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


@pytest.mark.law("gdpr/5/1/f")
def test_who_lists_no_requests_finds_nobody_either(store: Store, clerk: TestClient) -> None:
    page = page_of(receive(clerk))
    for role in (Role.ADMIN, Role.REPORTER):
        client = at_console(store, role)
        sought = [PERSONAL["name"], PERSONAL["email"], page.rsplit("/", 1)[1]]

        answers = [client.post("/search", data={"sought": one}) for one in sought]
        answers.append(client.get("/search", params={"reference": sought[-1]}))

        assert [answer.status_code for answer in answers] == [403] * 4
        assert not [answer for answer in answers if page in answer.text]


def test_intake_sees_only_what_it_entered_and_no_figures(store: Store, clerk: TestClient) -> None:
    others = page_of(receive(clerk))
    client = at_console(store, Role.INTAKE)

    board = seen(client, "/")

    assert others not in board
    assert ">Past the limit</a>" not in board
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


def test_a_row_leads_to_the_form_of_its_next_step(store: Store, clerk: TestClient) -> None:
    page = page_of(receive(clerk))

    handler = seen(at_console(store, Role.HANDLER), "/?tab=open")
    auditor = seen(at_console(store, Role.AUDITOR), "/?tab=open")
    yesterday = seen(at_console(store, Role.HANDLER), "/?tab=open&on=2026-03-19")

    assert f'href="{page}/do/assign">Assign a handler<' in handler
    assert "/do/" not in auditor + yesterday


def test_the_filters_are_a_form_and_an_empty_one_is_no_filter(
    store: Store, clerk: TestClient
) -> None:
    row = f'class="ref" href="{page_of(receive(clerk))}"'
    handler = at_console(store, Role.HANDLER)

    whole = seen(handler, "/?tab=open&right=&channel=&state=")
    erasure = seen(handler, "/?tab=open&right=erasure&channel=email&state=")
    objection = seen(handler, "/?tab=open&right=objection")

    assert row in whole
    assert row in erasure
    assert '<option value="erasure" selected>' in erasure
    assert row not in objection


def test_every_link_of_the_queue_opens(store: Store, clerk: TestClient) -> None:
    """Also those of the figures: "due within 7 days" led nowhere once."""
    place = receive(clerk)
    clerk.post(f"{place}/assign", json={"handler": "u-7"})
    receive(clerk, received_on="2026-02-20")
    client = at_console(store, Role.DPO)

    links = {
        html.unescape(one) for one in re.findall(r'href="(/[^"]*)"', seen(client, "/?tab=open"))
    }

    assert "/?tab=open&within=7" in links
    assert "/?tab=open&handler=u-7" in links
    for link in links:
        assert client.get(link).status_code == 200, link


def test_a_colleague_has_a_page_and_a_part_in_the_balance(store: Store, clerk: TestClient) -> None:
    theirs, nobodys = receive(clerk, received_on="2026-02-06"), receive(clerk)
    clerk.post(f"{theirs}/assign", json={"handler": "u-7"})
    client = at_console(store, Role.DPO)

    board = seen(client, "/?tab=open")
    page = seen(client, "/?tab=open&handler=u-7")
    (listed,) = re.findall(r'href="(/list\?[^"]*format=csv)"', page)

    load = board.split('id="load"')[1].split("</section>")[0]
    assert re.search(r">u-7</a><span class=\"num\">1 open<span class=\"sr\">, 1 late", load)
    assert re.search(r'href="/\?tab=unassigned">Nobody yet</a>', load)
    assert page_of(theirs) in page.split('id="queue"')[1].split("</section>")[0]
    assert page_of(nobodys) not in page.split('id="queue"')[1].split("</section>")[0]
    assert seen(client, html.unescape(listed)).count("\n") == 2
    assert client.get("/?handler=<script>").status_code == 400


def test_who_may_not_know_colleagues_sees_no_balance(store: Store, clerk: TestClient) -> None:
    place = receive(clerk)
    clerk.post(f"{place}/assign", json={"handler": "u-7"})

    for role in (Role.REPORTER, Role.INTAKE):
        page = seen(at_console(store, role), "/")
        assert 'id="load"' not in page
        assert ">u-7<" not in page
