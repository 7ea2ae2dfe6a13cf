"""What a recipient of the data is told: whose data, what was done, what to do: Article 19 GDPR.

Only what this recipient got, as far as that was recorded, and nothing of what was refused.
"""

from griffie.application.controller.profile import ControllerProfile
from griffie.application.letters.carried_out import done_part
from griffie.application.letters.phrases import Speaker
from griffie.domain.law import GDPR, Language, Right
from griffie.domain.request.claim import Claim
from griffie.domain.request.reference import reference
from griffie.domain.rights_request import RightsRequest

_TOLD = GDPR(19)


def recipient_notice(  # noqa: PLR0917 - what it says, part by part
    request: RightsRequest,
    profile: ControllerProfile,
    right: Right,
    recipient: str,
    language: Language,
    person: str,
    words: str = "",
) -> str:
    """The text to a recipient about a right that was carried out.

    `person` says whose data they are, `words` what the office adds: what is right now, where it
    rectified. The right is one of which recipients are told.
    """
    say, claim = Speaker(language).say, request.claims[right]
    names = {one.code: one.name.in_(language) for one in profile.categories}
    codes = _which(request, claim, recipient)
    what = "; ".join(names.get(one, one) for one in codes) or say("recipient/everything")
    identity = profile.identity
    contact = identity.email if identity else profile.mail.send_from
    why = say("recipient/why", cite=_TOLD, reference=reference(request.id), contact=contact or "")
    told = [
        say("recipient/person", person=person),
        say(f"recipient/done/{right}", what=what),
        *([words] if words else []),
        why,
        identity.name if identity else "",
    ]
    return "\n\n".join(one for one in told if one) + "\n"


def _which(request: RightsRequest, claim: Claim, recipient: str) -> tuple[str, ...]:
    """Which categories that recipient got of what was done; none named means all."""
    done = done_part(claim).categories
    got = next((one.categories for one in request.disclosures if one.recipient == recipient), ())
    if not (done and got):
        return tuple(dict.fromkeys(done or got))
    return tuple(one for one in done if one in got)
