"""What leaves by e-mail is the same with and without a part of which an act forbids to tell."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from griffie.application.sending.outbox import OutboxState
from griffie.application.sending.sender import send_waiting
from griffie.infrastructure.smtp.relay import SmtpRelay
from tests.scenarios.national import Office, office
from tests.scenarios.surfaces import bare
from tests.sending.relay import ARelay

PROFILE = """
capacities = ["obliged_entity"]
[mail]
send_from = "privacy@office.example"
portal = "https://privacy.office.example"
"""
ON = date(2026, 3, 3)
_DATED = re.compile(r"^Date: .*$", re.MULTILINE)


def mailed(relay: ARelay, smtp: SmtpRelay, look: Callable[[Office], Any]) -> str:
    """The answer as the relay took it, without what differs between any two requests."""
    relay.taken = []
    with office(PROFILE) as ours:
        ours.receives(date(2026, 3, 2), "access")
        look(ours)
        copy: dict[str, Any] = {"format": "pdf", "channel": "email", "delivered_on": ON.isoformat()}
        ours.does(ON, "deliver-copy", right="access", **copy)
        ours.does(ON, "fulfil", right="access", measures="Gedaan.")
        asked: dict[str, Any] = {"kind": "answer", "rights": ["access"]}
        unsaid = ours.does(ON, "letter/send", 409, **asked)["missing"]
        said = [{"provision": provision, "where": "text"} for provision in unsaid]
        ours.does(ON, "letter/send", said=said, **asked)
        assert send_waiting(ours.store.engine, smtp).became[OutboxState.SENT]
        request = UUID(ours.place.rpartition("/")[2])
        assert ours.store.engine.requests.load(request).answered
    (message,) = relay.taken
    text = _DATED.sub("DATED", str(message.get_content()))
    heads = "\n".join(f"{name}: {value}" for name, value in message.items() if name != "Date")
    return bare(f"{heads}\n\n{text}")


@pytest.mark.law("be-aml/65")
def test_the_answer_by_mail_is_the_same_with_and_without_a_restricted_part(
    relay: ARelay, smtp: SmtpRelay
) -> None:
    ground: dict[str, Any] = {"right": "access", "ground": "be-aml/65", "categories": ["watch"]}
    looked: dict[str, Any] = {"right": "access", "finding": "Niets gevonden."}

    with_it = mailed(
        relay,
        smtp,
        lambda ours: ours.does(ON, "apply-exception", necessity="Een melding.", **ground),
    )
    without = mailed(relay, smtp, lambda ours: ours.does(ON, "check-restrictions", **looked))

    assert "An Peeters" in with_it
    assert "Een melding." not in with_it
    assert with_it == without
