"""Somebody at the desk: a step through its form, and the steps that are rarely taken."""

import re
from html import unescape

from griffie.api.composition import Store
from griffie.application.access.roles import Role
from tests.conftest import signed_in
from tests.given.console import at_console, page_of, seen
from tests.given.courses import WORDS, Said
from tests.given.forms import FormReader

DAY = "2026-03-06"
ACCESS, ERASURE = {"right": "access"}, {"right": "erasure"}
SENT = {"sent_on": DAY, "channel": "email"}
LONG_AGO = {"on": DAY, "where": WORDS, "until": "2026-06-30"}
FURTHER: list[tuple[list[Said], list[tuple[str, Said]], tuple[str, Said, str]]] = [
    (
        [ACCESS],
        [],
        ("give-access", ACCESS | {"manner": "remote_access", "given_on": DAY}, "AccessGiven"),
    ),
    (
        [ACCESS],
        [("suspect-breach", {"facts": WORDS, "aware_on": DAY})],
        (
            "assess-breach",
            {"risk": "likely", "reasons": WORDS, "assessed_on": DAY},
            "BreachAssessed",
        ),
    ),
    (
        [ACCESS],
        [("suspect-breach", {"facts": WORDS, "aware_on": DAY})],
        ("record-breach-notice", {"notified_on": DAY, "authority": "gba"}, "BreachNotified"),
    ),
    (
        [ACCESS],
        [("suspect-breach", {"facts": WORDS, "aware_on": DAY})],
        ("record-breach-communication", {"told_on": DAY}, "BreachCommunicated"),
    ),
    ([ACCESS], [], ("correct-intake", {"reason": WORDS, "language": "fr"}, "IntakeCorrected")),
    (
        [ACCESS],
        [],
        ("approve-omission", {"provisions": ["gdpr/15/1/h"], "reason": WORDS}, "OmissionApproved"),
    ),
    (
        [ACCESS],
        [],
        (
            "assess-protected-adult",
            {"result": "acts_alone", "reason": WORDS},
            "ProtectedAdultAssessed",
        ),
    ),
    (
        [ACCESS],
        [],
        (
            "find-principal",
            {"principal": "shop-1", "reason": WORDS, "found_on": DAY},
            "PrincipalFound",
        ),
    ),
    (
        [ACCESS],
        [("find-principal", {"principal": "shop-1", "reason": WORDS, "found_on": DAY})],
        (
            "record-instruction",
            {
                "principal": "shop-1",
                "answers_by_us": True,
                "instruction": WORDS,
                "instructed_on": DAY,
            },
            "PrincipalInstructed",
        ),
    ),
    (
        [ACCESS],
        [("find-principal", {"principal": "shop-1", "reason": WORDS, "found_on": DAY})],
        ("rule-out-principal", {"reason": WORDS}, "PrincipalRuledOut"),
    ),
    (
        [ERASURE],
        [],
        ("record-recipients", {"recipients": ["mailer"], "source": "log"}, "RecipientsRecorded"),
    ),
    ([ACCESS], [], ("check-restrictions", ACCESS | {"finding": WORDS}, "RestrictionsChecked")),
    (
        [ACCESS],
        [
            ("ask-search", {"system": "crm", "due_on": "2026-05-04"}),
            ("complete-search", {"system": "crm", "result": "found"}),
        ],
        ("correct-search", {"system": "crm", "result": "none", "reason": WORDS}, "SearchCorrected"),
    ),
    (
        [ERASURE],
        [
            ("fulfil", ERASURE | {"measures": WORDS}),
            (
                "inform",
                {"kind": "answer", "rights": ["erasure"], "sent_on": DAY, "channel": "email"},
            ),
        ],
        (
            "record-returned",
            {"channel": "email", "on": DAY, "rights": ["erasure"]},
            "LetterReturned",
        ),
    ),
    (
        [ERASURE],
        [("fulfil", ERASURE | {"measures": WORDS})],
        ("record-ready", LONG_AGO, "AnswerReady"),
    ),
]
"""Steps that no course of the API tests takes: the rights, what comes before, the step."""


class Desk:
    """Somebody at the console, and the same store through the API to prepare and to look."""

    def __init__(self, store: Store, role: Role = Role.DPO) -> None:
        self.store = store
        self.console = at_console(store, role)
        self.api = signed_in(store, Role.DPO)

    def open(self, place: str, step: str) -> FormReader:
        return FormReader(seen(self.console, f"{page_of(place)}/do/{step}"))

    def take(self, place: str, step: str, said: Said, event: str) -> None:
        """Fill in the form and send it: the event is recorded, and the request comes back."""
        form = self.open(place, step)
        answer = self.console.post(form.action, data=form.filled(without_places(said)))
        if said.get("said"):  # what the letter does not say is asked by the refusal
            asked = FormReader(answer.text)
            places = {f"said.{one['provision']}": {"where": one["where"]} for one in said["said"]}
            wanted = {name: one for name, one in places.items() if f"{name}.where" in asked.values}
            sent = asked.filled(without_places(said) | wanted)
            answer = self.console.post(asked.action, data=sent)
        assert answer.status_code == 303, unescape(re.sub(r"<[^>]+>", " ", answer.text))[-3000:]
        assert re.fullmatch(rf"{page_of(place)}\?done=\d+", answer.headers["location"])
        last = self.api.get(f"{place}/events").json()["items"][-1]
        assert last["type"] == event
        assert WORDS not in str(last)


def without_places(said: Said) -> Said:
    return {name: value for name, value in said.items() if name != "said"}


def prepare(desk: Desk, place: str, past: list[tuple[str, Said]]) -> None:
    for step, body in past:
        answer = desk.api.post(f"{place}/{step}", json=body)
        assert answer.status_code == 200, answer.text
