"""What waits for somebody on the day of the demonstration: mails nobody read, a file to erase."""

from griffie.api.demo.story.mail import demo_mail
from griffie.application.access.roles import Account
from griffie.application.disclosure import FileDisclosure, Tier
from griffie.application.engine import Engine
from griffie.application.intake.take_in import Sender, take_in
from griffie.application.register.every_item import every_item
from griffie.application.register.view import Query
from griffie.domain.law import Right
from griffie.domain.request.vocabulary import DocumentKind
from griffie.domain.rights_request import RightsRequest

MAILS = ("doorgegeven.eml", "gevraagd.eml")
"""One that a colleague passed on; one of which a person must say whether it asks something."""
_COPY = b"Verzonnen: wat iAssist van deze persoon had."


def leave_waiting(engine: Engine, clerk: Account) -> None:
    """Put the mails into the inbox, and file a copy that was handed over long ago.

    It went out more than six months ago, so it is due to be erased at once.
    """
    for name in MAILS:
        take_in(engine, demo_mail(name, engine.today()), Sender(clerk))
    if answered := _long_ago(engine):
        copy = FileDisclosure("kopie.txt", "text/plain", _COPY, Tier.COPIES)
        kind = DocumentKind.DELIVERED_COPY
        engine.requests.add_document(answered.id, engine.now(clerk), kind, copy, len(_COPY))


def _long_ago(engine: Engine) -> RightsRequest | None:
    """The request of which a copy was handed over first."""
    listed = every_item(engine.current(), Query(sort="received_on"), engine.today())
    loaded = (engine.requests.load(one.id) for one in listed if Right.ACCESS in one.rights)
    return next((one for one in loaded if one.copies_out_on and not one.erased), None)
