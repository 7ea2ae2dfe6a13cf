"""What somebody recorded just now, said on top of the page that follows."""

from typing import NamedTuple

from griffie.api.words.event_lines import event_title
from griffie.api.words.speech import Speech
from griffie.api.words.way_back import way_back
from griffie.application.engine import Engine
from griffie.domain.rights_request import RightsRequest


class Done(NamedTuple):
    """What was recorded, and how it is taken back."""

    what: str
    back: str


def what_was_done(
    engine: Engine, request: RightsRequest, version: int | None, speech: Speech
) -> Done | None:
    """The event at a version, in words; none where the request has no such version."""
    if version is None:
        return None
    for event in engine.requests.history(request.id):
        if event.originator_version == version:
            made = [step for step in RightsRequest.steps() if isinstance(event, step.event)]
            listed = [step for step in made if step.listed]
            back = way_back(listed[0], speech) if listed else ""
            return Done(event_title(event, speech), back)
    return None
