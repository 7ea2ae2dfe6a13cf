"""What is read from the form of a new request, and who it may already be."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from pydantic import ValidationError

from griffie.api.console.desk.entered import PERSON, REPRESENTATIVE, Entered
from griffie.api.console.desk.problems import of_bad_input, of_validation
from griffie.api.words.names import STATUSES
from griffie.api.words.speech import Speech, first_up
from griffie.application.access.purposes import stated
from griffie.application.access.roles import Account, Permission, Reach, may
from griffie.application.access.searches import Search
from griffie.application.engine import Engine
from griffie.application.register.view import Item, Query
from griffie.application.requests.commands import Receive
from griffie.domain.model.errors import BadInputError
from griffie.domain.request.reference import reference
from griffie.domain.rights_request import RightsRequest
from griffie.domain.searches import SearchedBy

MOST_KNOWN = 10
"""So many open requests of the same person are shown."""

PLAIN = ("received_on", "channel", "language", "message")
NAMES = frozenset(
    {
        *PLAIN,
        *("rights", "contact", "once", "seen", "ahead", "another", "files"),
        *(f"requester.{one}" for one in PERSON),
        *(f"representative.{one}" for one in REPRESENTATIVE),
        *("forwarded_by.party", "forwarded_by.their_receipt_on", "forwarded_by.official_channel"),
    }
)
"""Every field of the form."""


def body_of(entered: Entered) -> dict[str, Any]:
    """The body of `receive`, as JSON would bring it; empty fields are left out."""
    body: dict[str, Any] = {name: typed(entered, name) for name in PLAIN}
    body["rights"] = [{"right": right} for right in entered.get("rights", ()) if right]
    for name, inside in (("requester", PERSON), ("representative", REPRESENTATIVE)):
        body[name] = {one: value for one in inside if (value := typed(entered, f"{name}.{one}"))}
    if party := typed(entered, "forwarded_by.party"):
        body["forwarded_by"] = {
            "party": party,
            "their_receipt_on": typed(entered, "forwarded_by.their_receipt_on"),
            "official_channel": bool(typed(entered, "forwarded_by.official_channel")),
        }
    body["contact"] = "none" if typed(entered, "contact") else None
    return {name: value for name, value in body.items() if value not in ("", None, {})}


def typed(entered: Entered, name: str) -> str:
    """What stands in one field, without spaces around it."""
    return entered.get(name, [""])[0].replace("\r\n", "\n").strip()


class Known(NamedTuple):
    """An open request of the same person."""

    reference: str
    rights: str
    about: str


def read(entered: Entered, speech: Speech) -> tuple[Receive | None, dict[str, str]]:
    """The body that was typed; none where it cannot be read, with what is wrong by field."""
    try:
        return Receive.model_validate(body_of(entered)), {}
    except ValidationError as error:
        return None, of_validation(error, speech)


def tried(
    engine: Engine, account: Account, body: Receive, speech: Speech
) -> tuple[RightsRequest | None, dict[str, str]]:
    """The request as the body would open it; nothing is stored."""
    try:
        return engine.requests.try_receiving(body, engine.now(account)), {}
    except BadInputError as error:
        return None, of_bad_input(error, speech)


def open_requests_of(
    engine: Engine, account: Account, entered: Entered, speech: Speech, *, typing: bool = False
) -> list[Known]:
    """Open requests of the person whose address or name was typed, that this account may list.

    The search is recorded first, and at each request that it was found. While the form is not whole
    (`typing`), what shows nobody is not recorded: it would be the beginning of a name.

    Raises ContentionError.
    """
    reach = may(account.role, Permission.LISTS)
    if not reach:
        return []
    own = account.id if reach is Reach.OWN else None
    kinds = {"email": typed(entered, "requester.email"), "name": typed(entered, "requester.name")}
    found = {
        Search(SearchedBy(kind), value, registering=True): engine.vault.find(kind, value)
        for kind, value in kinds.items()
        if value
    }
    ids = dict.fromkeys(one for several in found.values() for one in several)
    items: Sequence[Item] = ()
    if ids:
        asked = Query(among=tuple(ids), sort="-received_on", limit=MOST_KNOWN, entered_by=own)
        items = engine.current().items(asked, engine.today())
    still_open = [item for item in items if item.outcome is None]
    why = stated(account)
    for search, hits in found.items():
        shown = sum(item.id in hits for item in still_open)
        if shown or not typing:
            engine.searches.record(search, shown, why, engine.now(account), once=True)
    engine.access_trail.record_look_up((item.id for item in still_open), engine.now(account))
    return [
        Known(
            reference(item.id),
            first_up(speech.several(speech.right(one) for one in item.rights)) or "–",
            speech.say(
                "{status}, received on {on}",
                status=speech.say(STATUSES[item.status]),
                on=item.received_on,
            ),
        )
        for item in still_open
    ]
