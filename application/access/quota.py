"""How much of one request a role may fill with documents: our policy [P].

It is there for the disk and the backups, not for the law. What a requester sends is never refused:
mails and the portal know no quota, and who oversees has the most room.
"""

from collections.abc import Mapping

from griffie.application.access.roles import Role

_MB = 1_000_000

MOST_OF_A_REQUEST: Mapping[Role, int] = {
    Role.INTAKE: 250 * _MB,
    Role.HANDLER: 1_000 * _MB,
    Role.DPO: 4_000 * _MB,
}
"""Octets of all documents of one request beyond which this role adds none."""


def fits(role: Role, there: int, more: int) -> bool:
    """Whether a role may add `more` octets to a request that holds documents of `there` octets."""
    return there + more <= MOST_OF_A_REQUEST.get(role, 0)
