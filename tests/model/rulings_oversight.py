"""Whether a step may be taken: who watches over the controller, and the end of the file."""

from collections.abc import Iterator

from tests.model.days import months_later
from tests.model.rulings import Asked, also_when_closed, ruling
from tests.model.verdict import ANY, ORDER, STATE, WORDS, Found, Silent, no

RETENTION_MONTHS = 5 * 12


@also_when_closed
def record_dpo_advice(asked: Asked) -> Iterator[Found]:
    if not asked.said["followed"] and not asked.said.get("why_not"):
        yield no(*ANY)
    if asked.said["followed"] and asked.said.get("why_not"):
        yield Silent("a reason for what was followed")


@also_when_closed
def record_inquiry(asked: Asked) -> Iterator[Found]:
    if asked.said["due_on"] < asked.said["received_on"]:
        yield Silent("due before it is asked")
    if asked.said["authority"] == "internal":
        yield Silent("an authority that is none")


@also_when_closed
def record_order(asked: Asked) -> Iterator[Found]:
    if asked.said["due_on"] < asked.said["received_on"]:
        yield Silent("due before it is asked")
    if asked.said["authority"] == "internal":
        yield Silent("an authority that is none")


@also_when_closed
def answer_inquiry(asked: Asked) -> Iterator[Found]:
    if asked.said["dossier"] not in asked.ledger.open_duties("inquiry"):
        yield no(*ANY)
    yield from before_the_authority_wrote(asked, "record_inquiry", "answered_on")


@also_when_closed
def report_order_done(asked: Asked) -> Iterator[Found]:
    if asked.said["dossier"] not in asked.ledger.open_duties("order"):
        yield no(*ANY)
    yield from before_the_authority_wrote(asked, "record_order", "reported_on")


def before_the_authority_wrote(asked: Asked, step: str, word: str) -> Iterator[Found]:
    dossier = asked.said["dossier"]
    letters = [one.said for one in asked.ledger.of(step) if one.said["dossier"] == dossier]
    if letters and asked.said[word] < letters[-1]["received_on"]:
        yield no(WORDS)


@also_when_closed
def record_mediation(_: Asked) -> Iterator[Found]:
    yield from ()


@also_when_closed
def record_court_action(_: Asked) -> Iterator[Found]:
    yield from ()


@also_when_closed
def place_hold(asked: Asked) -> Iterator[Found]:
    if asked.ledger.held:
        yield Silent("twice")


@also_when_closed
def release_hold(asked: Asked) -> Iterator[Found]:
    if not asked.ledger.held:
        yield no(*STATE)


@also_when_closed
def suspect_breach(_: Asked) -> Iterator[Found]:
    yield from ()


@also_when_closed
def record_complaint(_: Asked) -> Iterator[Found]:
    yield from ()


# -- the end -----------------------------------------------------------------------------------


@also_when_closed
def reopen(asked: Asked) -> Iterator[Found]:
    if not asked.ledger.closed or asked.ledger.erased:
        yield no(*STATE)
    if asked.ledger.merged:
        yield Silent("reopening what was merged")


@ruling
def approve_merging(asked: Asked) -> Iterator[Found]:
    if asked.said["other"] == asked.itself:
        yield no(WORDS)


@also_when_closed
def link(asked: Asked) -> Iterator[Found]:
    if asked.said["other"] == asked.itself:
        yield no(WORDS)
    if asked.ledger.closed:
        yield Silent("closed")
    if asked.said["relation"] != "repeat":
        yield Silent("merging")


@also_when_closed
def erase_personal_data(asked: Asked) -> Iterator[Found]:
    """A closed request, no hold (an order goes before it), five years, a demo store."""
    ledger, ground = asked.ledger, asked.said["ground"]
    if not ledger.closed:
        yield no(*STATE)
    if ledger.held and ground != "order":
        yield no(*STATE)
    orders = ledger.of("record_order")
    if ground == "order" and not orders:
        yield no(ORDER)
    if ground == "order" and ledger.four_eyes and not {one.by for one in orders} - {asked.by}:
        yield Silent("an order and two eyes")
    if ground == "test_data" and not asked.demo:
        yield no(ORDER, WORDS)
    ended = ledger.closed_on
    if ground == "retention_elapsed" and ended:
        kept_until = months_later(ended, RETENTION_MONTHS)
        if asked.today < kept_until:
            yield no(*STATE)
        elif asked.today == kept_until:
            yield Silent("the last day of retention")
