"""What was found of which nothing may be told: for the roles that the profile names, here alone."""

from datetime import date
from typing import Any

from pydantic import Field

from griffie.application.disclosure import KeyErasedError
from griffie.application.ports import Vault
from griffie.application.views.answer import AnswerModel
from griffie.domain.law import Right
from griffie.domain.law.countries import national_grounds
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.restricted_part import RestrictionsChecked


# One finding. `pass_to` names the authority to which the request is passed on.
class FindingShown(AnswerModel):
    right: Right
    recorded_on: date
    version: int
    finding: str | dict[str, Any] = Field(
        description="The words, or the ground with its part; the digest once it was erased."
    )
    pass_to: str | None = Field(description="The authority to which the request is passed on.")
    pass_under: str | None = Field(description="The provision that says so.")


class FindingsShown(AnswerModel):
    """What may not be told about a request, in the order of recording."""

    items: list[FindingShown]


def findings_shown(request: RightsRequest, vault: Vault) -> FindingsShown:
    """Every finding, opened: the caller has checked the role and recorded the look.

    Raises KeyUnavailableError.
    """
    try:
        opened = vault.open(request.id, request.findings) if request.findings else {}
    except KeyErasedError:
        opened = {}
    checks = [event for event in request.kept_events if isinstance(event, RestrictionsChecked)]
    return FindingsShown(
        items=[_finding(check, opened.get(check.finding, str(check.finding))) for check in checks]
    )


def _finding(check: RestrictionsChecked, found: Any) -> FindingShown:
    ground = found.get("ground") if isinstance(found, dict) else None
    rule = national_grounds().get(str(ground))
    return FindingShown(
        right=check.right,
        recorded_on=check.recorded_on,
        version=check.originator_version,
        finding=found,
        pass_to=rule.pass_to if rule else None,
        pass_under=rule.pass_under if rule else None,
    )
