"""By what an identity was verified, where the controller's own site says who somebody is."""

from datetime import UTC, datetime

from griffie.api.words.speech import Speech
from griffie.application.portal.own_site import SignedPerson
from griffie.domain.law import Language


def signed_by_site(language: Language, site: str, person: SignedPerson) -> str:
    """The words of the method, for the file: which site, which key, when, and whom it knows."""
    speech = Speech(language)
    return speech.say(
        "Signed by the controller's own site ({site}, key {key}) on {at}: signed in there as"
        " {who}.",
        site=site,
        key=person.key,
        at=speech.instant(datetime.fromtimestamp(person.signed_at, UTC)),
        who=person.subject,
    )
