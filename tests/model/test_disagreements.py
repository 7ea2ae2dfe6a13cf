"""Where the pages and the engine differed, in the shortest course of each, and how it was decided.

The first were mended. The others are departures: decisions 3 and 8 say why, and the machine takes
either answer there.
"""

from copy import deepcopy
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.model.engine import Engine

NAME = "00000000-0000-0000-0000-00000000000a"
TUESDAY = date(2026, 1, 13)
LATER = datetime(2026, 6, 1, 12, tzinfo=UTC)


def received(*rights: str, policy: str = "pause-if-prompt") -> Engine:
    """A request received on Tuesday 13 January 2026, due on Friday 13 February."""
    setting = {"policy": policy, "calendar": "BE/2026.1", "four_eyes": False}
    engine = Engine(setting, {}, demo=False)
    body = {
        "received_on": TUESDAY,
        "channel": "email",
        "language": "nl",
        "rights": [{"right": right} for right in rights],
        "requester": {"email": "somebody@example.org"},
    }
    engine.receive(NAME, body, "u-1", datetime(2026, 1, 13, 12, tzinfo=UTC))
    return engine


def take(engine: Engine, step: str, **said: Any) -> str:
    """Take a step on 1 June 2026: "done", or why not."""
    return engine.take(NAME, step, said, "u-1", LATER)


def done(engine: Engine, step: str, **said: Any) -> None:
    assert take(engine, step, **said) == "done"


def due_on(engine: Engine) -> date:
    day: date = engine.shown(NAME, LATER.date())["deadline"]["due_on"]
    return day


def told(engine: Engine, right: str) -> None:
    letter = {"kind": "answer", "rights": [right], "sent_on": date(2026, 2, 2), "channel": "email"}
    done(engine, "inform", **letter)


def test_a_second_extension_is_refused_because_there_is_one_only() -> None:
    engine = received("access", "consent_withdrawal")
    extension = {"grounds": ["complexity"], "explanation": "why", "notified_on": date(2026, 1, 20)}

    done(engine, "extend_deadline", **extension)

    assert take(engine, "extend_deadline", **extension) == "gdpr/12/3"


def test_a_restriction_is_not_lifted_before_it_was_applied() -> None:
    engine = received("restriction")
    notice = {"rights": ["restriction"], "sent_on": date(2026, 2, 2), "channel": "email"}

    done(engine, "apply_restriction", ground="gdpr/18/1/a", applied_on=date(2026, 5, 4))
    done(engine, "inform", kind="restriction_lift", **notice)

    lifting = {"ground": "gdpr/18/1/a", "reason": "why", "lifted_on": date(2026, 3, 2)}
    assert take(engine, "lift_restriction", **lifting) != "done"


# Departures.


def test_what_is_asked_before_the_fourth_working_day_begins_was_asked_promptly() -> None:
    engine = received("access")

    asked = {"question": "which?", "asked_on": date(2026, 1, 17), "large_quantity": True}
    done(engine, "ask_clarification", **asked)
    done(engine, "receive_clarification", answer="all", received_on=date(2026, 1, 27))

    assert due_on(engine) == date(2026, 2, 23)


def test_while_a_question_is_open_no_other_is_too_late() -> None:
    engine = received("access", policy="pause")

    asked = {"question": "which?", "asked_on": date(2026, 1, 14), "large_quantity": True}
    done(engine, "ask_clarification", **asked)
    done(engine, "doubt_identity", grounds="why", asked_on=date(2026, 3, 2), asked_for="what")
    seen = {"verified_on": date(2026, 3, 12), "received_on": date(2026, 3, 12)}
    done(engine, "verify_identity", method="how", **seen)

    assert due_on(engine) == date(2026, 2, 23)


def test_a_reopening_is_there_to_revoke_what_the_requester_was_informed_of() -> None:
    engine = received("access")

    done(engine, "fulfil", right="access", measures="what")
    done(engine, "deliver_copy", **COPY)
    told(engine, "access")
    done(engine, "close")
    done(engine, "reopen", reason="why", new_fact="none", on=date(2026, 2, 3))

    again = deepcopy(engine)
    done(engine, "revoke_decision", right="access", reason="why")
    told(again, "access")
    assert take(again, "revoke_decision", right="access", reason="why") != "done"


def delivered(engine: Engine) -> None:
    copy = {"format": "pdf", "channel": "email", "hands": "requester"}
    done(engine, "deliver_copy", right="access", delivered_on=date(2026, 1, 19), **copy)


def test_a_yes_to_the_price_of_a_further_copy_is_no_yes_to_a_fee_instead_of_a_refusal() -> None:
    engine = received("access")

    delivered(engine)
    done(
        engine,
        "propose_fee",
        right="access",
        ground="gdpr/15/3",
        amount_cents=500,
        demonstration="why",
        notified_on=date(2026, 1, 20),
    )
    done(engine, "accept_fee", right="access", on=date(2026, 1, 21))

    refusal = {"right": "access", "ground": "gdpr/12/5/excessive", "demonstration": "why"}
    done(engine, "refuse", **refusal)


def test_a_notice_of_lifting_waits_for_a_restriction() -> None:
    engine = received("access")

    letter = {"rights": ["access"], "sent_on": date(2026, 2, 2), "channel": "email"}

    assert take(engine, "inform", kind="restriction_lift", **letter) != "done"


COPY: dict[str, Any] = {
    "right": "access",
    "format": "pdf",
    "channel": "email",
    "delivered_on": date(2026, 2, 2),
}
AFTER_THE_ANSWER: dict[str, dict[str, Any]] = {
    "add_claim": {"right": "erasure", "received_on": date(2026, 2, 3)},
    "verify_mandate": {"method": "how", "verified_on": date(2026, 2, 3)},
    "reject_mandate": {"reason": "why"},
    "assess_minor": {"age_band": "16_to_17", "result": "acts_alone", "reason": "why"},
}


@pytest.mark.parametrize("step", AFTER_THE_ANSWER)
def test_what_comes_up_after_the_answer_is_recorded(step: str) -> None:
    engine = received("access")

    done(engine, "fulfil", right="access", measures="what")
    told(engine, "access")

    done(engine, step, **AFTER_THE_ANSWER[step])


AFTER_CLOSING: dict[str, dict[str, Any]] = {
    "apply_restriction": {"ground": "gdpr/18/1/b", "applied_on": date(2026, 2, 3)},
    "ask_processor": {"processor": "host", "question": "what", "due_on": date(2026, 7, 1)},
    "correct_receipt": {"received_on": date(2026, 1, 12), "evidence": "what", "reason": "why"},
    "forward_request": {"party": "host", "consent": "what", "forwarded_on": date(2026, 2, 3)},
    "inform_joint_controller": {"party": "host", "informed_on": date(2026, 2, 3)},
    "record_dpo_advice": {"advice": "what", "followed": True},
    "record_payment": {"right": "access", "paid_on": date(2026, 2, 3)},
}


@pytest.mark.parametrize("step", AFTER_CLOSING)
def test_what_comes_up_after_closing_is_recorded(step: str) -> None:
    engine = received("access", "erasure")
    fee = {"ground": "gdpr/15/3", "amount_cents": 500, "demonstration": "why"}

    delivered(engine)
    done(engine, "propose_fee", right="access", notified_on=date(2026, 1, 20), **fee)
    done(engine, "accept_fee", right="access", on=date(2026, 1, 21))
    done(engine, "fulfil", right="access", measures="what")
    done(engine, "deliver_copy", **COPY)
    done(
        engine,
        "find_not_applicable",
        right="erasure",
        ground="fact/not_controller",
        explanation="why",
    )
    told(engine, "access")
    told(engine, "erasure")
    done(engine, "close")

    done(engine, step, **AFTER_CLOSING[step])
