"""The controllers for which we process data: Articles 28(3) and 30(2) GDPR."""

from griffie.application.controller.authority import Names, Text
from griffie.domain.model.values import Code, Frozen


class PrincipalNamed(Frozen):
    """A controller for which we process data: Article 28(3)."""

    code: Code
    name: Names
    contact: Text | None = None
    """How it is reached, and where requests about its data are passed on to: Article 30(2)(a)."""
    processing: tuple[Names, ...] = ()
    """What is done for it, kind by kind: Article 30(2)(b)."""
