"""The mailboxes that a file of the operator names, each ready to be signed in to."""

from functools import partial
from pathlib import Path

from griffie.application.intake.watched_mailbox import Watched
from griffie.infrastructure.imap.mailbox import signed_in
from griffie.infrastructure.imap.settings import read_settings
from griffie.infrastructure.imap.token import TokenSource


def mailboxes_of(path: Path) -> list[Watched]:
    """What is to be watched. Raises BadMailboxesError; nothing is connected to yet."""
    return [
        Watched(
            one.address.lower(),
            one.since,
            partial(signed_in, one, TokenSource(one.oauth) if one.oauth else None),
        )
        for one in read_settings(path)
    ]
