"""The shape of a problem, as the documentation of the API names it."""

from pydantic import BaseModel, ConfigDict, Field


class Problem(BaseModel):
    """RFC 9457. What the caller sent is never repeated."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    detail: str
    status: int | None = None
    command: str | None = None
    missing: list[str] | None = Field(
        default=None, description="Of an answer: the provisions of what it does not say yet."
    )
