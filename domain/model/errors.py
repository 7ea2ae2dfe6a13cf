"""Why a step cannot be taken."""

from typing import Any

from griffie.domain.errors import GriffieError, UnusableInputError
from griffie.domain.law import Provision


class StepRefusedError(GriffieError):
    """Why a step may not be taken now. The sentence is a template: its words are translated."""

    code = "state"
    sentence = "This step may not be taken now"

    provision: Provision | None = None

    def __init__(self, reason: str, **words: Any) -> None:
        super().__init__(reason.format(**words))
        self.reason, self.words = reason, words


class UnlawfulError(StepRefusedError):
    """A step the law does not allow, and the provision that forbids it."""

    code = "unlawful"
    sentence = "The law forbids this step now"

    def __init__(self, provision: Provision, reason: str, **words: Any) -> None:
        super().__init__(reason, **words)
        self.provision = provision


class OutOfOrderError(StepRefusedError):
    """A step that no article forbids, only the order of things."""

    code = "out-of-order"


class BadInputError(UnusableInputError):
    """What was said cannot be: a day to come, a right not invoked. Says where, repeats nothing."""

    code = "bad-input"

    def __init__(self, word: str, reason: str) -> None:
        super().__init__(reason)
        self.word = word
