"""A form that is not taken: what is said, and that everything that was typed stays."""

import ast
import re
from html import unescape
from pathlib import Path
from uuid import UUID

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.api.console.desk.kinds import KINDS, Kind
from griffie.api.console.desk.step_page import STEPS
from griffie.api.words.bad_input import WHY
from griffie.application.access.roles import Role
from griffie.application.requests.known_codes import _UNKNOWN
from griffie.domain.housekeeping import looks_stream
from tests.conftest import Clock
from tests.given.console import at_console, page_of, seen
from tests.given.desk import ACCESS, DAY, ERASURE, Desk, prepare
from tests.given.forms import FormReader, Sent
from tests.given.story import receive

ROOT = Path(__file__).parents[2]
MARK = "Zinnen van Jozefien"


@pytest.mark.parametrize("path", STEPS)
def test_what_is_not_right_is_said_and_what_was_typed_stays(desk: Desk, path: str) -> None:
    place = receive(desk.api)
    page = f"{page_of(place)}/do/{path}"
    sent = typed_everywhere(path)

    answer = desk.console.post(page, data={"version": "1", "once": "k"} | sent)

    assert answer.status_code in {409, 422}, path
    kept = sum(name != "irregular" and MARK in values[0] for name, values in sent.items())
    shown = unescape(answer.text)
    assert desk.api.get(place).json()["version"] == 1
    if "data-ahead" in answer.text:
        assert shown.count(MARK) >= kept
        if answer.status_code == 422:
            wrong = re.findall(r'<li><a href="#(f-[^"]+)"', answer.text)
            assert wrong
            assert all(f'id="{one}"' in answer.text for one in wrong)
    assert MARK not in str(answer.headers)


def typed_everywhere(path: str) -> Sent:
    """Words in every text, nothing chosen; where there is only text, too much of it."""
    kinds = KINDS[path]
    texts = {name: [MARK] for name, kind in kinds.items() if kind in {Kind.WORDS, Kind.ITEMS}}
    if len(texts) == len(kinds):
        texts = {name: [MARK + "x" * 20_000] for name in texts}
    return texts


def test_an_objection_shows_the_article_and_keeps_every_field(desk: Desk, clock: Clock) -> None:
    place = receive(desk.api)
    form = desk.open(place, "extend-deadline")
    clock.at = clock.at.replace(month=4, day=20)
    late = {
        "grounds": ["complexity"],
        "explanation": MARK,
        "notified_on": "2026-04-20",
        "rights": ["erasure"],
    }

    answer = desk.console.post(form.action, data=form.filled(late))
    again = FormReader(answer.text)

    assert answer.status_code == 409
    assert "Article 12(3) GDPR" in answer.text
    assert {name: again.values[name] for name in late} == {
        "grounds": ["complexity"],
        "explanation": [MARK],
        "notified_on": ["2026-04-20"],
        "rights": ["erasure"],
    }
    assert again.values["once"] != form.values["once"]
    recorded = desk.store.requests.history(looks_stream(UUID(place.rpartition("/")[2])))
    assert [one.command for one in recorded] == ["extend-deadline"]


def test_what_a_colleague_recorded_meanwhile_is_shown_and_it_can_be_sent_again(desk: Desk) -> None:
    place = receive(desk.api)
    form = desk.open(place, "extend-deadline")
    said = {"grounds": ["number"], "explanation": MARK, "notified_on": DAY}
    prepare(desk, place, [("acknowledge", {"sent_on": DAY, "channel": "post"})])

    late = desk.console.post(form.action, data=form.filled(said))
    again = FormReader(late.text)
    done = desk.console.post(again.action, data=again.values)

    assert late.status_code == 412
    assert "Receipt acknowledged" in late.text
    assert "Sent on 6 March 2026, post." in late.text
    assert again.values["explanation"] == [MARK]
    assert done.headers["location"].endswith("?done=3")


def test_sent_twice_it_is_done_once(desk: Desk) -> None:
    place = receive(desk.api)
    form = desk.open(place, "add-note")
    sent = form.filled({"note": MARK})

    first, second = (desk.console.post(form.action, data=sent) for _ in range(2))

    assert first.headers["location"] == second.headers["location"]
    assert desk.api.get(place).json()["version"] == 2


def test_a_form_that_was_taken_and_is_sent_with_other_words_does_nothing(desk: Desk) -> None:
    place = receive(desk.api)
    form = desk.open(place, "add-note")
    desk.console.post(form.action, data=form.filled({"note": MARK}))

    answer = desk.console.post(form.action, data=form.filled({"note": "Iets anders."}))

    assert answer.status_code == 412
    assert "Note added" in answer.text
    assert desk.api.get(place).json()["version"] == 2


def test_what_follows_is_shown_and_nothing_is_recorded(desk: Desk) -> None:
    place = receive(desk.api)
    form = desk.open(place, "extend-deadline")
    said = {"grounds": ["complexity"], "explanation": MARK, "notified_on": DAY}
    looks = looks_stream(UUID(place.rpartition("/")[2]))

    piece = desk.console.post(f"{form.action}/ahead", data=form.filled(said))
    page = desk.console.post(form.action, data=form.filled(said) | {"ahead": ["1"]})

    for answer in (piece, page):
        assert answer.status_code == 200
        assert "Friday, 5 June 2026" in answer.text
        assert "Gelet op de complexiteit van de verzoeken" in answer.text
        assert MARK in answer.text
    assert "<html" not in piece.text
    assert desk.api.get(place).json()["version"] == 1
    assert not list(desk.store.requests.history(looks))


def test_the_letter_beside_a_refusal_names_the_ground_and_the_way_to_complain(desk: Desk) -> None:
    place = receive(desk.api, language="fr")
    form = desk.open(place, "refuse")
    said = ERASURE | {"ground": "gdpr/12/5/excessive", "demonstration": MARK}

    shown = desk.console.post(f"{form.action}/ahead", data=form.filled(said)).text

    assert "Votre demande est excessive" in shown
    assert "Autorité de protection des données" in shown
    assert MARK in shown
    assert "Adélaïde" not in shown


def test_a_step_that_is_forbidden_has_its_address_with_the_reason(desk: Desk) -> None:
    place = receive(desk.api)

    close = seen(desk.console, f"{page_of(place)}/do/close")
    pay = seen(desk.console, f"{page_of(place)}/do/record-payment")

    assert "This is not possible now" in close
    assert "Article 12(3) GDPR" in close
    assert "data-ahead" not in close
    assert "data-ahead" not in pay


def test_a_right_that_yields_nothing_now_is_shown_with_the_reason(desk: Desk) -> None:
    place = receive(desk.api, rights=[ACCESS, {"right": "direct_marketing_objection"}])

    form = desk.open(place, "extend-deadline")
    shown = seen(desk.console, f"{page_of(place)}/do/extend-deadline")

    assert form.choices["rights"] == ["access"]
    assert "takes effect at once: nothing can be extended" in shown


@pytest.mark.parametrize("role", [Role.INTAKE, Role.AUDITOR, Role.REPORTER, Role.ADMIN])
def test_who_may_not_take_a_step_has_no_form(store: Store, clerk: TestClient, role: Role) -> None:
    page = page_of(receive(clerk))
    client = at_console(store, role)

    answers = [
        client.get(f"{page}/do/add-note"),
        client.post(f"{page}/do/add-note", data={"note": MARK}),
        client.post(f"{page}/do/add-note/ahead", data={"note": MARK}),
    ]

    assert {one.status_code for one in answers} == {403}
    assert not [one for one in answers if MARK in one.text]


def test_a_form_of_another_site_and_a_field_nobody_asked_for_are_refused(desk: Desk) -> None:
    place = receive(desk.api)
    form = desk.open(place, "add-note")
    sent = form.filled({"note": MARK})

    foreign = desk.console.post(
        form.action, data=sent, headers={"origin": "https://elsewhere.example"}
    )
    unknown = desk.console.post(form.action, data=sent | {"handler": ["u-1"]})
    nowhere = desk.console.get(f"{page_of(place)}/do/dance")
    file = desk.console.post(form.action, data=sent, files={"note": ("x.txt", b"x")})

    assert [one.status_code for one in (foreign, unknown, nowhere, file)] == [403, 400, 404, 400]
    assert desk.api.get(place).json()["version"] == 1


OF_PROGRAMS = {
    "that is the same account",
    "that day is over",
    "announced on that day to that segment: name another",
    "another than completeness says",
    "a letter that is sent needs its text",
    "# neither in the profile nor announced",
}
"""Said of what no form asks: accounts, announcements, two words of an address for one thing."""
OF_ONE_PAGE = {
    "say what was found: add a file, or write where it is",
    "nothing was found, and yet there are files: say which of the two",
}
"""The page of a search that a colleague answers has words of its own."""
OF_THE_IMPORT = {"earlier_register", "past_request"}
"""Where reasons name a line of an earlier register: `griffie import` says them, in English."""


def test_every_reason_of_the_domain_can_be_said_in_four_languages() -> None:
    trees = [
        ast.parse(page.read_text("utf-8"))
        for of in ("domain", "application")
        for page in (ROOT / of).rglob("*.py")
        if not OF_THE_IMPORT & {page.stem, page.parent.name}
    ]
    named = {
        one.id: node.value
        for tree in trees
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for one in node.targets
        if isinstance(one, ast.Name)
    }
    calls = [
        node
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "BadInputError"
    ]
    reasons = {reason_in(node.args[1], named) for node in calls} - {"_UNKNOWN[kind]"}

    assert len(reasons) > 60
    assert reasons - OF_PROGRAMS - OF_ONE_PAGE <= WHY.keys()
    assert set(_UNKNOWN.values()) <= WHY.keys()


def reason_in(node: ast.expr, named: dict[str, ast.Constant]) -> str:
    """What an argument says: a text, a constant of a page, or a text with numbers in it."""
    if isinstance(node, ast.Name) and node.id in named:
        node = named[node.id]
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(
            str(one.value) if isinstance(one, ast.Constant) else "#" for one in node.values
        )
    return ast.unparse(node)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nl", "De jaren liggen buiten 2018 tot 2099."),
        ("fr", "Les années se situent en dehors de 2018 à 2099."),
        ("de", "Die Jahre liegen außerhalb von 2018 bis 2099."),
        ("en", "The years lie outside 2018 to 2099."),
    ],
)
def test_the_page_of_an_error_says_why(desk: Desk, language: str, said: str) -> None:
    desk.console.cookies.set("griffie_language", language)

    page = desk.console.get("/reports?from=1990-01-01&until=1990-12-31")

    assert page.status_code == 400
    assert said in unescape(page.text)


def test_a_hint_names_rights_in_the_language_of_the_reader(desk: Desk) -> None:
    place = receive(desk.api)
    prepare(desk, place, [("grant", ACCESS)])

    dutch = seen(at_console(desk.store, Role.DPO, "nl"), f"{page_of(place)}/do/inform")

    assert "Een antwoord of weigering alleen over Inzage" in dutch
    hint = next(one for one in desk.api.get(place).json()["actions"] if one["command"] == "inform")
    assert hint["hint"].endswith("only about access")
