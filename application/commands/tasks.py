"""What others are asked to do for a request, and what they say."""

from griffie.application.commands.command import Command, Day
from griffie.application.disclosure import Disclosure
from griffie.domain.model.values import Account, Code
from griffie.domain.request.vocabulary import SearchResult


class AskSearch(Command):
    """Ask that a system be searched for the requester's data: Article 15(1) GDPR."""

    system: Code
    assignee: Account | None = None
    due_on: Day


class CompleteSearch(Command):
    """Record what a search in a system brought to light."""

    system: Code
    result: SearchResult
    note: Disclosure | None = None


class AskProcessor(Command):
    """Ask a processor to assist: Article 28(3)(e) GDPR."""

    processor: Code
    question: Disclosure
    due_on: Day


class HearProcessor(Command):
    """Record what a processor did or said: Article 28(3)(e) GDPR."""

    processor: Code
    answer: Disclosure
    heard_on: Day


COMMANDS: tuple[type[Command], ...] = (AskSearch, CompleteSearch, AskProcessor, HearProcessor)
