"""Which passwords may be chosen: NIST SP 800-63B-4, section 3.1.1.2.

A length, and no guess that comes early: no rule about capitals, digits or signs, and no end date.
"""

from collections.abc import Sequence

from zxcvbn import zxcvbn

from griffie.domain.model.errors import BadInputError

SHORTEST, LONGEST = 12, 128
"""Characters. The standard asks 15 where nothing else is asked, 8 beside a second factor; twelve
is our policy. [P]"""
_GUESSES = 10**9
"""What an attacker must try before they reach it, as zxcvbn estimates it: the commonest passwords,
names and words, keyboard rows, dates, what is repeated. [P]"""
_LOOKED_AT = 72
_OURS = ("griffie", "avg", "gdpr", "rgpd", "dsgvo", "wachtwoord", "welkom", "motdepasse")


def check_new_password(password: str, about: Sequence[str]) -> None:
    """Raises BadInputError where it is too short, or one of those that are guessed first.

    `about` are words that everybody knows of its owner, such as the sign-in name.
    """
    if len(password) < SHORTEST:
        raise BadInputError("password", "shorter than twelve characters")
    if len(password) > LONGEST:
        raise BadInputError("password", "longer than 128 characters")
    known = [*_OURS, *(word for one in about for word in (one, *one.split()))]
    if zxcvbn(password[:_LOOKED_AT], user_inputs=known)["guesses"] < _GUESSES:
        raise BadInputError("password", "among those that are guessed first")


def check_typed_twice(password: str, again: str) -> None:
    """Raises BadInputError where somebody typed two passwords that differ."""
    if password != again:
        raise BadInputError("password", "the second differs from the first")
