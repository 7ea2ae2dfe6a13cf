"""What to mind that no rule of this request can know: it stands in other requests."""

from collections.abc import Iterator
from contextlib import suppress

from pydantic import Field

from griffie.application.ports import Vault
from griffie.application.requests.commands import Command
from griffie.application.requests.requests import Requests, UnknownRequestError
from griffie.application.views.answer import AnswerModel
from griffie.domain.request.claim import UNDECIDED, UNDONE
from griffie.domain.request.reference import reference
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.correction import ERASING
from griffie.domain.steps.rules import COPIES

MOST = 20
"""So many other requests of one address are looked at; nobody reads more of them in a warning."""


class WarningShown(AnswerModel):
    """Something that forbids nothing, and that a person should know before going on."""

    code: str = Field(description="`copies_open_elsewhere`.")
    type: str = Field(description="The provision that it is about.")
    because: str
    requests: list[str] = Field(description="The references of the other requests.")


_ERASING_STEPS = (
    RightsRequest.grant,
    RightsRequest.fulfil,
    RightsRequest.erase_data,
    RightsRequest.defer_erasure,
)


def leads_to_erasing(command: Command) -> bool:
    """Whether other requests are looked at once this command was taken."""
    return command.step() in _ERASING_STEPS and getattr(command, "right", None) in ERASING


def warnings_after(
    command: Command, request: RightsRequest, requests: Requests, vault: Vault
) -> tuple[WarningShown, ...]:
    """What other requests from the same address make one mind once a step led to erasing."""
    if not leads_to_erasing(command) or request.erased:
        return ()
    others = _others(request, requests, vault)
    open_ = [reference(other.id) for other in others if _owes_copies(other)]
    if not open_:
        return ()
    return (
        WarningShown(
            code="copies_open_elsewhere",
            type="/law/gdpr/15/3",
            because="in another request from the same address copies are still owed: what is erased"
            " here can no longer be shown there; hand them over first",
            requests=open_,
        ),
    )


def _others(request: RightsRequest, requests: Requests, vault: Vault) -> Iterator[RightsRequest]:
    for other in vault.same_address(request.id)[:MOST]:
        with suppress(UnknownRequestError):  # its history lawfully left
            yield requests.load(other)


def _owes_copies(other: RightsRequest) -> bool:
    return (
        other.outcome is None
        and not other.erased
        and any(
            claim.right in COPIES and claim.status in UNDONE | UNDECIDED
            for claim in other.claims.values()
        )
    )
