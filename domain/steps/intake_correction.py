"""What was typed wrongly when a request came in: its language, or the channel that it came by.

The end of the intake, on a page of its own. The day of receipt and the requester have steps in
`domain.steps.intake`.
"""

from griffie.domain.law import Language
from griffie.domain.model.errors import BadInputError
from griffie.domain.model.event import Event
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Sealed
from griffie.domain.request.state import RequestState
from griffie.domain.request.vocabulary import Channel
from griffie.domain.steps import rules
from griffie.domain.steps.said import Reason
from griffie.domain.steps.step import Hint, step


class IntakeCorrected(Event):
    """The language or the channel was recorded wrongly; what was right is absent."""

    TOPIC = "IntakeCorrected"
    reason: Sealed
    language: Language | None = None
    channel: Channel | None = None

    def apply(self, request: RequestState) -> None:
        request.language = self.language or request.language
        request.channel = self.channel or request.channel


class IntakeCorrection(RequestState):
    """The step that corrects how a request came in."""

    @step(
        rules.not_merged,
        rules.still_open,
        hint=Hint("the language or the channel, and only what differs from the record"),
    )
    def correct_intake(
        self,
        _: Occasion,
        *,
        reason: Reason,
        language: Language | None = None,
        channel: Channel | None = None,
    ) -> IntakeCorrected:
        """Correct the language or the channel that was typed at intake: Article 5(1)(d) GDPR.

        At least one of the two is given, and each that is given differs from what is recorded.

        Why: Art. 5(1)(d): what is inaccurate is "rectified without delay"; the letters are written
        in this language.
        """
        if language is None and channel is None:
            raise BadInputError("language", "needed where no channel is given")
        if language == self.language:
            raise BadInputError("language", "the same as what is recorded")
        if channel == self.channel:
            raise BadInputError("channel", "the same as what is recorded")
        return IntakeCorrected(reason=reason, language=language, channel=channel)
