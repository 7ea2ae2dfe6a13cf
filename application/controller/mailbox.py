"""How mail is read: the table `[mail]` of a profile.

An example:

[mail]
hosts = ["mx.iassist.be", "*.iassist.example"]   # our servers: their `Received` is believed
dkim = true                                      # ask the DNS whether the author's domain signed it
"""

from typing import Annotated

from pydantic import StringConstraints

from griffie.domain.model.values import Frozen

Host = Annotated[
    str, StringConstraints(pattern=r"^(\*\.)?[A-Za-z0-9]([A-Za-z0-9.-]{0,250}[A-Za-z0-9])?$")
]


class MailTable(Frozen):
    """The table `[mail]` of a profile."""

    hosts: tuple[Host, ...] = ()
    """Our own servers. `*.iassist.example` is each host under that domain."""
    dkim: bool = False
    """Whether the DNS is asked, when a mail comes in, if the domain of its author signed it."""
