"""What is known of a request besides its claims and its days: a label and the words, in clear."""

from griffie.api.words.colleagues import NOBODY
from griffie.api.words.names import AUTHORITIES, CHANNELS, IDENTITIES
from griffie.api.words.speech import Speech
from griffie.application.access.roles import PORTAL
from griffie.domain.rights_request import RightsRequest


def request_facts(request: RightsRequest, handler: str, speech: Speech) -> list[tuple[str, str]]:
    """Label and words of each; `handler` as this reader may know it."""
    say = speech.say
    found = [
        (say("Received"), speech.day(request.received_on)),
        (say("Channel"), say(CHANNELS[request.channel])),
        (say("Language"), speech.tongue(request.language)),
        (say("Identity"), say(IDENTITIES[request.identity])),
        (say("Handler"), handler),
        (say("Profile"), request.setting.profile),
    ]
    if request.entered_by == PORTAL.id:
        found.append((say("Came in by"), say(NOBODY[PORTAL.id])))
    if request.complaints:
        bodies = speech.several(say(AUTHORITIES[one]) for one in request.complaints)
        found.append((say("Complaint"), bodies))
    return found
