"""The form of every step: it draws every field, takes the step, and keeps what was typed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from griffie.api.composition import Store, open_store, read_mail
from griffie.api.console.desk.kinds import kind_of
from griffie.application.controller.profile import NEUTRAL
from griffie.application.intake.receive_mail import receive_mail
from griffie.application.requests.commands import COMMANDS
from griffie.domain.steps.word import Word
from tests.api.test_commands import COURSE
from tests.conftest import Clock
from tests.given.console import page_of, seen
from tests.given.courses import APPROVALS, COURSES, WORDS, Said, Steps
from tests.given.desk import ACCESS, DAY, FURTHER, SENT, Desk, prepare
from tests.given.forms import FormReader
from tests.given.story import SAID, receive
from tests.mail.made import made

NAMES = [" ".join(filter(None, (name, variant))) for name, _, variant, _, _ in COURSE]


@pytest.mark.parametrize(("step", "past", "_variant", "said", "event"), COURSE, ids=NAMES)
def test_a_step_is_taken_by_its_form(
    desk: Desk, step: str, past: list[tuple[str, Said]], _variant: str, said: Said, event: str
) -> None:
    place = receive(desk.api)
    if step == "link":
        other = desk.api.get(receive(desk.api)).json()
        said = said | {"other": other["reference"].lower()}
    if step == "assign":
        said = {"handler": desk.api.get(f"{place}/events").json()["items"][0]["actor"]}
    prepare(desk, place, past)

    desk.take(place, step, said, event)


@pytest.mark.parametrize(("rights", "steps"), COURSES.values(), ids=COURSES)
def test_a_request_takes_its_course_at_the_desk(
    desk: Desk, rights: list[Said], steps: Steps
) -> None:
    place = receive(desk.api, rights=rights)

    for step, said, event in steps:
        if step == "ask-search":
            said = {key: value for key, value in said.items() if key != "assignee"}  # noqa: PLW2901
        desk.take(place, step, said, event)


@pytest.mark.parametrize(("rights", "past", "taken"), FURTHER, ids=[one[2][0] for one in FURTHER])
def test_what_is_rarely_needed_has_its_form_too(
    desk: Desk, rights: list[Said], past: list[tuple[str, Said]], taken: tuple[str, Said, str]
) -> None:
    place = receive(desk.api, rights=rights)
    prepare(desk, place, past)

    desk.take(place, *taken)


def test_data_in_wrong_hands_are_found_to_be_no_breach(desk: Desk) -> None:
    place = receive(desk.api, rights=[ACCESS])
    astray = ACCESS | {"format": "pdf", "channel": "email", "delivered_on": DAY}
    prepare(
        desk, place, [("doubt-identity", {"grounds": WORDS, "asked_on": DAY, "asked_for": WORDS})]
    )
    form = desk.open(place, "deliver-copy")

    answer = desk.console.post(form.action, data=form.filled(astray | {"irregular": WORDS}))

    assert answer.status_code == 303
    desk.take(
        place, "rule-out-breach", {"reason": WORDS, "judged_on": "2026-03-20"}, "BreachRuledOut"
    )


def test_copies_that_were_handed_over_are_destroyed(desk: Desk) -> None:
    place = receive(desk.api, rights=[ACCESS])
    copy = {"kind": "delivered_copy"}
    filed = desk.api.post(f"{place}/documents", files={"file": b"x"}, data=copy)
    document = filed.json()["document"]
    handed = ACCESS | {"format": "pdf", "channel": "email", "delivered_on": DAY}
    desk.take(place, "deliver-copy", handed | {"documents": [document]}, "CopyDelivered")
    told = {"ground": "request_on_file", "explanation": WORDS}
    prepare(
        desk,
        place,
        [
            ("fulfil", ACCESS | {"measures": WORDS}),
            ("inform", {"kind": "answer", "rights": ["access"], "said": SAID} | SENT),
            ("close", {}),
        ],
    )

    desk.take(place, "erase-copies", told, "CopiesDestroyed")


def test_what_intake_noted_is_settled_from_the_page(desk: Desk) -> None:
    came = receive_mail(desk.store.engine, read_mail, made(From="An Peeters"), None, ())
    place = f"/api/v1/requests/{came.request.id}"
    noted = seen(desk.console, page_of(place))
    link = f"{page_of(place)}/do/settle-remark?code=no_sender"

    form = FormReader(seen(desk.console, link))
    answer = desk.console.post(form.action, data=form.filled({"code": "no_sender", "right": True}))

    assert f'href="{link}">Its author has no address' in noted
    assert form.values["code"] == ["no_sender"]
    assert answer.status_code == 303
    assert link not in seen(desk.console, page_of(place))


@pytest.fixture
def careful(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    """A controller where a no is seen twice."""
    profile = NEUTRAL.model_copy(update={"four_eyes": True})
    opened = open_store(tmp_path / "careful", profile=profile, clock=clock, demo=True)
    yield opened
    opened.engine.close()


@pytest.mark.parametrize(("rights", "steps"), APPROVALS, ids=["refusal", "finding"])
def test_what_one_proposes_another_approves_at_the_desk(
    careful: Store, rights: list[Said], steps: Steps
) -> None:
    proposer, other = Desk(careful), Desk(careful)
    place = receive(proposer.api, rights=rights)
    proposal, (step, said, event) = steps
    proposer.take(place, *proposal)
    form = proposer.open(place, step)

    own = proposer.console.post(form.action, data=form.filled(said))

    assert own.status_code == 409
    listed = seen(other.console, "/approvals")
    assert f'action="{page_of(place)}/do/{step}"' in listed
    other.take(place, step, said, event)
    assert page_of(place) not in seen(other.console, "/approvals")


def test_what_ends_without_an_answer_another_sees_first_at_the_desk(careful: Store) -> None:
    first, second = Desk(careful), Desk(careful)
    place = receive(first.api, rights=[ACCESS])
    older = first.api.get(receive(first.api, rights=[ACCESS])).json()["reference"]
    which: Said = {"rights": ["access"]}

    double = {"other": older.lower(), "reason": WORDS}
    first.take(place, "approve-merging", double, "MergingApproved")
    second.take(place, "approve-withdrawal", which | {"reason": WORDS}, "WithdrawalApproved")
    first.take(place, "withdraw", which | {"on": DAY, "words": WORDS}, "RequestWithdrawn")


def test_every_step_is_tried_here() -> None:
    tried = {step for step, *_ in COURSE} | {taken[0] for *_, taken in FURTHER}
    tried |= {step for _, steps in [*COURSES.values(), *APPROVALS] for step, *_ in steps}
    tried |= {"approve-merging", "approve-withdrawal"}

    assert tried | {"rule-out-breach", "erase-copies", "settle-remark", "correct-miss"} == {
        command.step().path for command in COMMANDS
    }


def test_a_type_that_no_form_can_ask_for_stops_the_program() -> None:
    with pytest.raises(TypeError, match="no form can ask for strange"):
        kind_of(Word("strange", dict[str, Any], None, None, None, None))
