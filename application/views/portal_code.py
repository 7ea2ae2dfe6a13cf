"""What the office hands on to a person who is to follow a request at the portal."""

from pydantic import Field

from griffie.application.views.answer import AnswerModel


# Reference and secret code.
class PortalCode(AnswerModel):
    reference: str
    secret: str = Field(description="Shown once: nobody can read it again.")
