"""How mail is read: the table `[mail]` of a profile.

An example:

[mail]
hosts = ["mx.iassist.be", "*.iassist.example"]   # our servers: their `Received` is believed
dkim = true                                      # ask the DNS whether the author's domain signed it
mode = "general"                                 # what comes in waits until a person has read it
keep_days = 30                                   # so long are the words of no request kept
send_from = "privacy@iassist.be"                 # letters can be sent by e-mail, from this address
acknowledge = "at_once"                          # or "person": a colleague sends each receipt
portal = "https://privacy.iassist.be"            # where people see how their request stands
most_attached_mb = 10                            # larger files go by a link of the portal; 0: all
letter_as_pdf = true                             # the letter goes as PDF too, beside its text

[[mail.mailboxes]]
address = "privacy@iassist.be"
mode = "rights"                                  # what comes in here is a request at once
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated

from annotated_types import Interval
from pydantic import StringConstraints

from griffie.domain.model.values import Frozen

Host = Annotated[
    str, StringConstraints(pattern=r"^(\*\.)?[A-Za-z0-9]([A-Za-z0-9.-]{0,250}[A-Za-z0-9])?$")
]
Address = Annotated[str, StringConstraints(pattern=r"^[^\s@<>]{1,64}@[A-Za-z0-9.-]{1,250}$")]


class MailMode(StrEnum):
    """What a mail is that comes in and joins no request."""

    GENERAL = "general"
    """A message, until a person has read it: invoices and offers come here too."""
    RIGHTS = "rights"
    """A request."""


class Acknowledge(StrEnum):
    """Who tells that a request by mail came in."""

    AT_ONCE = "at_once"
    """The program, where it can send: see `send_from`."""
    PERSON = "person"


class Mailbox(Frozen):
    """An address of ours that has a mode of its own."""

    address: Address
    mode: MailMode


class MailTable(Frozen):
    """The table `[mail]` of a profile."""

    hosts: tuple[Host, ...] = ()
    """Our own servers. `*.iassist.example` is each host under that domain."""
    dkim: bool = False
    """Whether the DNS is asked, when a mail comes in, if the domain of its author signed it."""
    mode: MailMode = MailMode.GENERAL
    keep_days: Annotated[int, Interval(ge=1, le=365)] = 30
    """Days after which the words of a message are erased that a person said is no request."""
    mailboxes: tuple[Mailbox, ...] = ()
    send_from: Address | None = None
    """Our address from which messages go out by e-mail. Without it none does."""
    acknowledge: Acknowledge = Acknowledge.AT_ONCE
    portal: Annotated[str, StringConstraints(pattern=r"^https://[^\s/?#@]{1,250}$")] | None = None
    """Under which address people reach `/portal`, without a path."""
    most_attached_mb: Annotated[int, Interval(ge=0, le=50)] = 10
    """So large the files of one e-mail are together, as encoded [P]: more goes by a link of the
    portal. 0: files always go by a link."""
    letter_as_pdf: bool = False
    """Whether a letter goes as PDF beside its text."""

    @property
    def acknowledges(self) -> bool:
        """Whether the program tells by itself that a request by mail came in."""
        return self.send_from is not None and self.acknowledge is Acknowledge.AT_ONCE

    def mode_of(self, addressed_to: Iterable[str]) -> MailMode:
        """The mode of a mail by its addresses: `rights` where one of them says so.

        To take an invoice for a request costs a minute; the other way round may cost a month.
        """
        known = {one.address.lower(): one.mode for one in self.mailboxes}
        named = {known[one] for one in addressed_to if one in known}
        if MailMode.RIGHTS in named:
            return MailMode.RIGHTS
        return MailMode.GENERAL if named else self.mode
