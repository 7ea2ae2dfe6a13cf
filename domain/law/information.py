"""What an answer must tell and may lawfully lack: there is no such thing, or it is kept back."""

from griffie.domain.law.provision import GDPR

CONFIRMATION, COPY, TRANSFERS = GDPR(15, 1), GDPR(15, 3), GDPR(15, 2)
POINTS = tuple(GDPR(15, 1, letter) for letter in "abcdefgh")
"""Article 15(1)(a) to (h): what goes with the copy."""
REASONS, COMPLAINT, REMEDY = GDPR(12, 4), GDPR(77), GDPR(79)
"""Article 12(4): why not, and where to go; the two places have their right in 77 and 79."""
CLEAR_WORDS = GDPR(12, 1)
"""In an intelligible form, in clear language, from somebody who can be reached."""

MAY_NOT_EXIST = frozenset(
    {
        GDPR(15, 1, "c"),  # nobody received the data
        GDPR(15, 1, "g"),  # all came from the person
        GDPR(15, 1, "h"),  # no decision by a machine alone
        TRANSFERS,
        GDPR(17, 2),
        GDPR(19),
        GDPR(21, 4),
    }
)
"""Of these an answer may say that there are none; everything else always exists."""

NEVER_LEFT_OUT = frozenset({REASONS, COMPLAINT, REMEDY})
"""Article 12(4) knows no exception: whoever is refused something is told why and where to go."""
