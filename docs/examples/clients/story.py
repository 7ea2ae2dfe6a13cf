"""An access request from its receipt to its closing, through the generated Python client.

`python story.py ADDRESS TOKEN`, with the folder in which `griffie_client` was generated on
PYTHONPATH. The token is that of a handler. Prints the reference, the status and the outcome.
"""

import sys
from datetime import UTC, datetime, timedelta

from griffie_client import AuthenticatedClient
from griffie_client.api.lists import list_requests
from griffie_client.api.requests import close, deliver_copy, fulfil, inform, read_request, receive
from griffie_client.models import (
    Channel,
    Close,
    DeliverCopy,
    Format,
    Fulfil,
    Inform,
    InvokedRight,
    Language,
    Letter,
    Problem,
    Receive,
    Requester,
    RequestShown,
    Right,
    SaidThing,
    Where,
)

TOLD = ["1", *(f"1/{point}" for point in "abcdefgh"), "2", "3"]


def shown(answer: object) -> RequestShown:
    """The request of an answer. Raises SystemExit where it is anything else."""
    if isinstance(answer, Problem):
        sys.exit(f"{answer.status} {answer.type_}: {answer.detail}")
    if not isinstance(answer, RequestShown):
        sys.exit(f"no request was shown, but {type(answer).__name__}")
    return answer


def story(client: AuthenticatedClient) -> RequestShown:
    """The request as it stands at its end. Raises SystemExit with what went wrong."""
    day = (datetime.now(UTC) - timedelta(days=3)).date()
    asked = Receive(
        received_on=day,
        channel=Channel.EMAIL,
        language=Language.NL,
        rights=[InvokedRight(right=Right.ACCESS)],
        requester=Requester(name="Wivina Client", email="wivina@client.example"),
        message="Welke gegevens hebt u van mij?",
    )
    request = shown(receive.sync(client=client, body=asked, idempotency_key=f"story {day}"))
    again = shown(receive.sync(client=client, body=asked, idempotency_key=f"story {day}"))
    if again.id != request.id:
        sys.exit("the same key made a second request")

    copy = DeliverCopy(
        right=Right.ACCESS, format_=Format.PDF, channel=Channel.EMAIL, delivered_on=day
    )
    shown(deliver_copy.sync(request.reference, client=client, body=copy))
    done = Fulfil(right=Right.ACCESS, measures="De kopie is gestuurd.")
    shown(fulfil.sync(request.reference, client=client, body=done))
    answer = Inform(
        kind=Letter.ANSWER,
        rights=[Right.ACCESS],
        sent_on=day,
        channel=Channel.EMAIL,
        said=[SaidThing(provision=f"gdpr/15/{place}", where=Where.TEXT) for place in TOLD],
    )
    told = shown(inform.sync(request.reference, client=client, body=answer))
    shown(close.sync(request.reference, client=client, body=Close(), if_match=f'"{told.version}"'))
    found = list_requests.sync(client=client, reference=request.reference)
    if isinstance(found, Problem) or found is None or len(found.items) != 1:
        sys.exit("the request is not in the list")
    return shown(read_request.sync(request.reference, client=client))


if __name__ == "__main__":
    with AuthenticatedClient(base_url=sys.argv[1], token=sys.argv[2]) as opened:
        end = story(opened)
    sys.stdout.write(f"{end.reference} {end.status} {end.outcome}\n")
