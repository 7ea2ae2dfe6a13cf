"""Who received the data of this person: recorded for each request, never supposed from a list."""

from griffie.domain.law import GDPR
from griffie.domain.model.errors import BadInputError, UnlawfulError
from griffie.domain.model.event import KeptEvent
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import OTHER, CategoryCodes, Codes, RecipientCodes, Sealed
from griffie.domain.request.claim import Claim
from griffie.domain.request.disclosed import Disclosed, DisclosureSource, recipients_to_tell
from griffie.domain.request.state import RequestState
from griffie.domain.steps import rules
from griffie.domain.steps.step import Hint, step


class RecipientsRecorded(KeptEvent):
    """Articles 15(1)(c) and 19: who received which of these data, and from what that is known."""

    TOPIC = "RecipientsRecorded"
    recipients: Codes
    categories: Codes
    source: DisclosureSource
    name: Sealed | None = None

    def apply(self, request: RequestState) -> None:
        request.recipients_recorded = True
        if not self.recipients:
            request.disclosures = _without(request.disclosures, frozenset(self.categories))
            return
        others = tuple(one for one in request.disclosures if one.recipient not in self.recipients)
        said = (Disclosed(one, self.categories, self.source, self.name) for one in self.recipients)
        request.disclosures = (*others, *said)


def _without(
    disclosures: tuple[Disclosed, ...], categories: frozenset[str]
) -> tuple[Disclosed, ...]:
    """Nobody received these categories; nobody received anything, where none is named."""
    left = [one.without(categories) for one in disclosures] if categories else []
    return tuple(one for one in left if one)


def received_it(request: RequestState, claim: Claim, recipient: str) -> None:
    """Raises UnlawfulError where telling this recipient would be a new disclosure: Article 19."""
    known = request.recipients_recorded or claim.recipients
    if known and recipient not in recipients_to_tell(request, claim):
        raise UnlawfulError(
            GDPR(19),
            "it is not recorded that this recipient received what was done for {right}: to tell it"
            " would be a new disclosure; record the recipients first, if it did",
            right=claim.right,
        )
    if not known and claim.possible_recipients:
        raise UnlawfulError(
            GDPR(19),
            "who received these data was not recorded: record that first, then tell those and"
            " nobody else",
        )


class Recipients(RequestState):
    """The step that records who received the data of this person."""

    @step(
        rules.not_merged,
        hint=Hint(
            "those to whom these data went; the last that is said of a recipient stands, and no"
            " recipient means nobody"
        ),
    )
    def record_recipients(
        self,
        _: Occasion,
        *,
        recipients: RecipientCodes,
        categories: CategoryCodes = (),
        source: DisclosureSource,
        name: Sealed | None = None,
    ) -> RecipientsRecorded:
        """Record who received the data of this person, which of them, and from what that is known:
        Articles 15(1)(c) and 19 GDPR.

        No category named means all data. No recipient named means that nobody received them. What
        is said of a recipient replaces what was said of it before. `name` is its own name, where
        the profile names only a kind; `other` needs one.

        Why: Art. 19: "each recipient to whom the personal data have been disclosed"; C-154/21: the
        actual recipients, by name.
        """
        if name is not None and len(recipients) != 1:
            raise BadInputError("name", "of one recipient at a time")
        if OTHER in recipients and name is None:
            raise BadInputError("name", "needed for a recipient that the profile does not name")
        return RecipientsRecorded(
            recipients=recipients, categories=categories, source=source, name=name
        )
