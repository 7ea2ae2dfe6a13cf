"""What every answer says of what may not be told, alike for everybody: Article 23 GDPR.

Only under a profile to which an act is open of which nothing may show. Whether there is anything is
not read here, so it cannot show.
"""

from griffie.application.controller.profile import ControllerProfile
from griffie.domain.law import Right
from griffie.domain.law.national_grounds import silent_rules
from griffie.domain.rights_request import RightsRequest


def neutral_sentences(
    request: RightsRequest, profile: ControllerProfile, right: Right
) -> tuple[str, ...]:
    """The phrases that an answer about a right carries, each once; mostly none."""
    rules = silent_rules(request.setting.regime, frozenset(profile.capacities), right)
    return tuple(dict.fromkeys(rule.sentence for rule in rules if rule.sentence))
