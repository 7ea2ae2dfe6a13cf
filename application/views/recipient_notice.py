"""A notice to a recipient of the data, as it would go out. It names the person."""

from pydantic import Field

from griffie.application.views.answer import AnswerModel


# The text of a notice.
class NoticeShown(AnswerModel):
    language: str
    text: str = Field(description="Word for word as it is sent.")
