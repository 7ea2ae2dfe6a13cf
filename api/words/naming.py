"""What a code or an account in an event is called: by the profile, and by the directory."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from griffie.api.words.colleagues import Colleague, name_of
from griffie.api.words.speech import Speech
from griffie.application.controller.profile import ControllerProfile
from griffie.domain.model.values import OTHER


class Naming(NamedTuple):
    """Names for a reader: who knows the directory reads colleagues by name."""

    profile: ControllerProfile
    known: Mapping[str, Colleague]
    speech: Speech

    def of(self, field: str, code: str) -> str:
        """The name of a code, by the field of an event in which it stands."""
        if field in {"handler", "assignee"}:
            return name_of(code, self.known)
        listed = self._listed(field)
        if code == OTHER and listed:
            return self.speech.say("something else")
        return profile_name(listed, code, self.speech)

    def _listed(self, field: str) -> Iterable[Any]:
        match field:
            case "system" | "systems":
                return self.profile.systems
            case "recipient" | "recipients" | "processor":
                return self.profile.recipients
            case "purpose" | "purposes":
                return self.profile.purposes
            case "categories":
                return self.profile.categories
            case "principal" | "party":
                return self.profile.principals
        return ()


def profile_name(listed: Iterable[Any], code: str, speech: Speech) -> str:
    """The name of a code in a list of the profile; the code itself where it has none."""
    names = (one.name.in_(speech.language) for one in listed if one.code == code)
    return next(names, code)
