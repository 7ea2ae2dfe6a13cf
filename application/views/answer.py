"""The base of every answer: a model that builds the answer and documents it, in OpenAPI too."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any, Protocol

from pydantic import AfterValidator, BaseModel, ConfigDict, WithJsonSchema


def _is_instant(written: str) -> str:
    datetime.fromisoformat(written)
    return written


Instant = Annotated[
    str, AfterValidator(_is_instant), WithJsonSchema({"type": "string", "format": "date-time"})
]
"""An instant with its zone (RFC 3339), character by character as it was stored."""


class Answer(Protocol):
    """What the application answers: mostly an `AnswerModel`."""

    def as_json(self) -> bytes:
        """The answer as UTF-8 JSON without spaces: what the API and `--json` give."""


class AnswerModel(BaseModel):
    """Named fields and no others, in the order in which they are written out.

    A field that has a default is left out of the JSON where nothing was said of it; every other
    field is always there, as `null` where there is nothing.
    """

    model_config = ConfigDict(
        extra="forbid", frozen=True, validate_by_name=True, validate_by_alias=True
    )

    def as_json(self) -> bytes:
        """The answer as UTF-8 JSON without spaces: what the API and `--json` give."""
        # As `model_dump_json`, without the way over a `str`.
        return self.__pydantic_serializer__.to_json(self, by_alias=True, exclude_unset=True)

    def as_values(self) -> dict[str, Any]:
        """The same members under the same names, as Python values: days stay `date`."""
        return self.model_dump(by_alias=True, exclude_unset=True)


def documented(*names: str, before: str = "") -> Callable[[dict[str, Any]], None]:
    """For `json_schema_extra`: OpenAPI lists these fields before field `before`, or first.

    The order of members means nothing in JSON. It is kept so that two releases of the document
    differ only where something changed.
    """

    def listed(fields: list[str]) -> list[str]:
        rest = [name for name in fields if name not in names]
        place = rest.index(before) if before in rest else 0
        return [*rest[:place], *(name for name in names if name in fields), *rest[place:]]

    def in_order(schema: dict[str, Any]) -> None:
        properties = schema["properties"]
        schema["properties"] = {name: properties[name] for name in listed(list(properties))}
        schema["required"] = listed(schema["required"])

    return in_order
