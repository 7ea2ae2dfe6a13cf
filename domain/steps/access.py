"""Access that is given otherwise than by a copy: recital 63, Articles 12(1) and 15 GDPR."""

from datetime import date

from griffie.domain.law import GDPR, Right
from griffie.domain.model.errors import BadInputError, UnlawfulError
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Sealed
from griffie.domain.request.claim import Claim
from griffie.domain.request.hands import in_doubt_on, known_on, may_speak_on
from griffie.domain.request.state import RequestState
from griffie.domain.request.vocabulary import AccessManner, Deed, Hands
from griffie.domain.steps import persons, rules
from griffie.domain.steps.copies import may_receive
from griffie.domain.steps.deed import DeedRecorded
from griffie.domain.steps.persons import check_hands
from griffie.domain.steps.rule import claim_rule
from griffie.domain.steps.said import InvokedRight, PastDay
from griffie.domain.steps.step import Hint, step


class AccessGiven(DeedRecorded):
    """The requester reached the data themselves, saw or heard them, or got what they asked for."""

    TOPIC, DEED, ON, SCHEMA = "AccessGiven", Deed.ACCESS_GIVEN, "given_on", 3
    manner: AccessManner
    given_on: date
    asked: Sealed | None = None
    """The words with which the requester asked for it in this manner."""
    hands: Hands = Hands.REQUESTER

    def went_astray(self, request: RequestState) -> bool:
        others = self.hands is Hands.REPRESENTATIVE and not may_speak_on(request, self.done_on)
        unknown = self.manner is AccessManner.ORAL and not known_on(request, self.done_on)
        return others or unknown or in_doubt_on(request, self.done_on)


@claim_rule("{right} is not given in another way than by a copy: hand the data over")
def of_access(_: RequestState, claim: Claim) -> bool:
    """Only the right of access is answered so: of portability the data go out."""
    return claim.right is Right.ACCESS


class Access(RequestState):
    """The step that records access that is no copy."""

    @step(
        rules.still_open,
        of_access,
        rules.in_play,
        *persons.ANSWERED_BY_US,
        rules.identity_settled,
        rules.fee_settled,
        hint=Hint(
            "other than remote access only where the requester asked for it: in whose words? To a"
            " representative only once the mandate was verified"
        ),
    )
    def give_access(
        self,
        _: Occasion,
        *,
        right: InvokedRight,
        manner: AccessManner,
        given_on: PastDay,
        asked: Sealed | None = None,
        hands: Hands = Hands.REQUESTER,
    ) -> AccessGiven:
        """Record access in another way than by a copy: Article 15 GDPR.

        Remote access to a secure system stands for a copy (recital 63). A look at the data, oral
        information, or the information of Article 15(1) without a copy stand for it only where the
        requester asked for that: `asked` holds the words. `hands` says to whom it was given, as for
        a copy: to a representative only once the mandate was verified.

        Why: Art. 15(3): whoever asked for a copy is not answered by the offer of a look.
        """
        if asked is None and manner is not AccessManner.REMOTE_ACCESS:
            raise BadInputError("asked", "needed: the words with which this was asked for")
        check_hands(self, hands)
        if hands is Hands.REPRESENTATIVE:
            may_receive(self, given_on)
        if manner is AccessManner.ORAL and not known_on(self, given_on):
            raise UnlawfulError(
                GDPR(12, 1),
                "only who is known by other means is told by word of mouth: verify the identity"
                " first, or answer in writing",
            )
        return AccessGiven(right=right, manner=manner, given_on=given_on, asked=asked, hands=hands)
