"""The summary of a day for a colleague, by e-mail: how much is due, late, or waits. Numbers alone.

Who gets one stands in the file of the relay, by account and address. It goes on working days, once,
to who is there and takes steps. That it goes is noted before it can leave: a crash loses the
summary of that day, and doubles none. It belongs to no request, so no event speaks of it.
"""

from datetime import date, timedelta
from typing import NamedTuple

from griffie.application.access.absences import cover_on
from griffie.application.access.roles import Permission, may
from griffie.application.engine import Engine
from griffie.application.errors import (
    HandOverCutError,
    MailNotTakenError,
    MailRefusedError,
    RelayAwayError,
)
from griffie.application.letters.phrases import Speaker
from griffie.application.sending.mail import MailToSend, Relay
from griffie.application.sending.subscribers import Subscriber
from griffie.application.sending.written import written
from griffie.domain.law.calendar import latest
from griffie.domain.law.deadlines import BRUSSELS

_A_WEEK = timedelta(days=7)


class Summary(NamedTuple):
    """The work of one colleague, in numbers."""

    late: int
    today: int
    week: int
    """Due within seven days, today apart."""
    unassigned: int
    messages: int
    """Messages of the inbox that wait to be read."""


def summary_of(engine: Engine, account: str, on: date) -> Summary:
    """The work of an account, and of those for whom it stands in, on a day in Brussels."""
    mine, view = cover_on(engine.absences.all(), account, on).mine, engine.current()
    today = [one for one in view.load(on, on) if one.handler in mine]
    week = [one for one in view.load(on, on + _A_WEEK) if one.handler in mine]
    due_today = sum(one.soon for one in today)
    return Summary(
        late=sum(one.late for one in week),
        today=due_today,
        week=sum(one.soon for one in week) - due_today,
        unassigned=view.desk(on, mine, None).unassigned,
        messages=engine.messages.counts(engine.clock(), on).unread,
    )


def send_digests(engine: Engine, relay: Relay) -> int:
    """Send the summaries that are due now and were not sent today; how many left.

    None on a day off, before the hour, or where the profile names no address to send from. A relay
    that is away is tried again in the next round. What a summary says is looked up once a day.
    Raises PersistenceError, OutsideCalendarError.
    """
    table, here = relay.digest, engine.clock().astimezone(BRUSSELS)
    if engine.profile.mail.send_from is None or here.time() < table.at:
        return 0
    went = engine.outbox.digests.went(here.date())
    left = [one for one in table.to if one.account not in went]
    if not left or latest(engine.profile.calendar).day_off(here.date()):
        return 0
    return sum(_sent(engine, relay, one) for one in left)


def _sent(engine: Engine, relay: Relay, to: Subscriber) -> bool:
    on, digests = engine.today(), engine.outbox.digests
    if not (digests.claim(on, to.account) and _is_there(engine, to.account, on)):
        return False
    summary = summary_of(engine, to.account, on)
    if not any(summary):
        return False
    try:
        relay.hand_over(_written(engine, to, summary), lambda: None)
    except (RelayAwayError, MailNotTakenError):
        digests.release(on, to.account)
        return False
    except (MailRefusedError, HandOverCutError):  # tomorrow's is another
        return False
    return True


def _is_there(engine: Engine, account: str, on: date) -> bool:
    """Whether an account takes steps, was not ended, and is not away."""
    role = engine.access.role_of(account)
    ended = {one.account_id for one in engine.access.people() if one.ended_at}
    away = cover_on(engine.absences.all(), account, on).away
    works = role is not None and may(role, Permission.COMMAND) is not None
    return works and account not in ended and account not in away


def _written(engine: Engine, to: Subscriber, summary: Summary) -> MailToSend:
    profile = engine.profile
    sender, on = profile.mail.send_from, engine.today()
    assert sender is not None
    language = to.language or profile.languages.default
    say = Speaker(language).say
    lines = [say(f"digest/{name}", n=count) for name, count in summary._asdict().items() if count]
    text = "\n".join([say("digest/head", on=on), "", *(f"- {one}" for one in lines)])
    sent_as = f"<digest-{on:%Y%m%d}.{to.account}@{sender.rpartition('@')[2].lower()}>"
    subject = say("subject/digest")
    return written(
        engine, sent_as, to.address, subject, f"{text}\n", language=language, automatic=True
    )
