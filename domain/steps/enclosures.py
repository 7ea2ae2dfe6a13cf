"""Which documents go with a letter by e-mail: copies that are filed to hand over, and nothing else.

A letter with a copy hands data over, so the rules of `copies.py` hold for it as well: it is known
who asks, and a representative has a mandate. They are asked once more when the letter leaves.
"""

from collections.abc import Collection
from datetime import date

from griffie.domain.law import GDPR
from griffie.domain.model.errors import BadInputError, UnlawfulError
from griffie.domain.model.values import Sealed
from griffie.domain.request.state import RequestState
from griffie.domain.request.vocabulary import Hands
from griffie.domain.steps import persons, rules
from griffie.domain.steps.copies import may_receive
from griffie.domain.steps.redaction import covered_originals
from griffie.domain.steps.rules import COPIES

NOT_A_COPY = "only what is filed as a copy to hand over goes with a letter"
COVERED = "a covered copy of it was made: send that one"


def may_enclose(request: RequestState) -> tuple[Sealed, ...]:
    """The documents that may go with a letter, in the order in which they were filed.

    No evidence of identity, nothing that somebody wrote to us, nothing that was destroyed, and of
    what is covered the covered copy.
    """
    covered = covered_originals(request)
    return tuple(one for one in request.copies if one not in covered)


def check_enclosed(request: RequestState, files: Collection[Sealed], to: Sealed, on: date) -> None:
    """Refuse documents that may not go to an address on a day; none are never refused.

    Raises BadInputError for a document that is no such copy, UnlawfulError where it is in doubt
    who asks, or nobody saw that the representative may have it, OutOfOrderError while a fee waits.
    """
    if not files:
        return
    if not set(files) <= set(request.documents):
        raise BadInputError("files", "not in this request")
    if not set(files) <= set(request.copies):
        raise BadInputError("files", NOT_A_COPY)
    if not set(files) <= set(may_enclose(request)):
        raise BadInputError("files", COVERED)
    asked = [claim for claim in request.claims.values() if claim.right in COPIES]
    for rule in (*persons.ANSWERED_BY_US, rules.identity_settled, rules.fee_settled):
        if asked and (objection := rule.broken(request, asked)):
            raise objection()
    if request.identity in rules.UNPROVEN:
        raise UnlawfulError(GDPR(12, 6), "the requester's identity is in doubt: verify it first")
    speaks = request.representative
    hands = Hands.REPRESENTATIVE if speaks and speaks.email == to else Hands.REQUESTER
    persons.check_hands(request, hands)
    if hands is Hands.REPRESENTATIVE:
        may_receive(request, on)
