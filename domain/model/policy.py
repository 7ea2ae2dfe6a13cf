"""Our own policy where the law is silent, each figure once. All of it is [P]: never cite it as law.

A figure of one rule alone stands beside that rule, also marked [P]: the days of
`domain.law.deadlines`, the months of retention.
"""

from datetime import timedelta

LARGEST_DOCUMENT = 25 << 20
"""Octets of a document that is uploaded, or of an e-mail with all that it carries: 25 MB. [P]"""

LONGEST_MESSAGE = 200_000
"""Characters of a request's text that are kept; a mail is cut off there. [P]"""

REPEATS_FOR = timedelta(days=7)
"""How long a repeated command is recognised by its Idempotency-Key. [P]"""

OWN_IS_OPEN_FOR = timedelta(hours=24)
"""How long whoever entered a request may see its personal data. [P]"""
