"""Errors of a step: it may not be taken, or one of its values cannot be."""

from typing import Any

from griffie.domain.errors import GriffieError, UnusableInputError
from griffie.domain.law import Provision, Right


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


class Provisions(tuple[Provision, ...]):
    """Provisions in a sentence; a presenter cites them in its own language."""

    __slots__ = ()

    def __str__(self) -> str:
        return ", ".join(map(str, self))


class NamedRights(tuple[Right, ...]):
    """Rights in a sentence; a presenter names them in its own language."""

    __slots__ = ()

    def __str__(self) -> str:
        return ", ".join(self)


class UnsaidError(UnlawfulError):
    """An answer that does not say where each thing stands that the right demands.

    `missing` are the provisions of those things, in the order in which a letter tells them.
    """

    code = "unsaid"
    sentence = "The answer does not say all that the law demands"

    def __init__(
        self, provision: Provision, missing: tuple[Provision, ...], reason: str, **words: Any
    ) -> None:
        super().__init__(provision, reason, **words)
        self.missing = Provisions(missing)


class OutOfOrderError(StepRefusedError):
    """A step that no article forbids, only the order of things."""

    code = "out-of-order"


class BadInputError(UnusableInputError):
    """A value of a step that cannot be: a day in the future, a right not invoked.

    `word` names the field. The sentence repeats nothing of what was typed.
    """

    code = "bad-input"

    def __init__(self, word: str, reason: str) -> None:
        super().__init__(reason)
        self.word = word
