"""What waits on the day of the demonstration: mails, a file to erase, a refusal to approve."""

from datetime import timedelta

from griffie.api.demo.story.mail import demo_mail
from griffie.application.access.roles import Account
from griffie.application.disclosure import FileDisclosure, Tier
from griffie.application.engine import Engine
from griffie.application.intake.take_in import Sender, take_in
from griffie.application.register.every_item import every_item
from griffie.application.register.view import Query
from griffie.application.requests.commands import Receive, command
from griffie.domain.law import Right
from griffie.domain.law.grounds import Refusal
from griffie.domain.request.vocabulary import Channel, DocumentKind
from griffie.domain.rights_request import RightsRequest

MAILS = ("doorgegeven.eml", "gevraagd.eml")
"""One that a colleague passed on; one of which a person must say whether it asks something."""
_COPY = b"Verzonnen: wat iAssist van deze persoon had."


_ASKED = "Stuur mij nog eens alles wat u van mij hebt. Ik vraag dit elke week, tot u toegeeft."
_WHY_NOT = (
    "Zevende gelijke vraag in zeven weken. De zes vorige zijn beantwoord, telkens met een volledige"
    " kopie; sindsdien kwam er geen gegeven bij en vroeg niemand iets anders."
)


def leave_waiting(engine: Engine, clerk: Account) -> None:
    """Put the mails into the inbox, file a copy, and propose a refusal.

    The copy went out more than six months ago, so it is due to be erased at once.
    """
    for name in MAILS:
        take_in(engine, demo_mail(name, engine.today()), Sender(clerk))
    if answered := _long_ago(engine):
        copy = FileDisclosure("kopie.txt", "text/plain", _COPY, Tier.COPIES)
        kind = DocumentKind.DELIVERED_COPY
        engine.requests.add_document(answered.id, engine.now(clerk), kind, copy, len(_COPY))

    _propose_refusal(engine, clerk)


def _propose_refusal(engine: Engine, clerk: Account) -> None:
    """Receive a request under four eyes, which the office has tried since then, and refuse it."""
    tried = engine.profile.model_copy(update={"four_eyes": True}).ruling(demo=True)
    now = engine.now(clerk)._replace(controller=tried)
    body = {
        "received_on": (now.today - timedelta(days=1)).isoformat(),
        "channel": Channel.EMAIL,
        "language": "nl",
        "rights": [{"right": Right.ACCESS}],
        "requester": {"name": "Rik Goethals", "email": "rik.goethals@postbus.example"},
        "message": _ASKED,
    }
    request = engine.requests.receive(Receive.model_validate(body), now)
    steps = (
        command(RightsRequest.assign, handler=clerk.id),
        command(
            RightsRequest.refuse,
            right=Right.ACCESS,
            ground=Refusal.EXCESSIVE,
            demonstration=_WHY_NOT,
        ),
    )
    for step in steps:
        engine.requests.take(request.id, step, engine.now(clerk))


def _long_ago(engine: Engine) -> RightsRequest | None:
    """The request of which a copy was handed over first."""
    listed = every_item(engine.current(), Query(sort="received_on"), engine.today())
    loaded = (engine.requests.load(one.id) for one in listed if Right.ACCESS in one.rights)
    return next((one for one in loaded if one.copies_out_on and not one.erased), None)
