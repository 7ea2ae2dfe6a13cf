"""What pydantic says is wrong with a message, in words that never repeat what came."""

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any

from fastapi.exceptions import RequestValidationError

NO_JSON = "not JSON in UTF-8 in which every member is named once"

_MOST_ERRORS = 50
"""In one answer: who sends ten thousand wrong values is not sent ten thousand sentences."""

_SAID_AS_IS = {
    "missing",
    "enum",
    "literal_error",
    "too_short",
    "too_long",
    "string_too_short",
    "string_too_long",
    "string_type",
    "value_error",
    "greater_than_equal",
    "less_than_equal",
    "text",
    "no_words",
}
"""Sentences of pydantic that speak of what is expected, never of what came."""

_NOT_A_WHOLE_NUMBER = "a whole number is expected"

_SAID_BY_US = {
    "bool_parsing": "true or false is expected",
    "bool_type": "true or false is expected",
    "bytes_too_short": "a file that is not empty is expected",
    "bytes_type": "a file is expected",
    "date_from_datetime_parsing": "there is no such day",
    "datetime_from_date_parsing": "there is no such instant",
    "datetime_parsing": "there is no such instant",
    "dict_type": "an object is expected",
    "extra_forbidden": "there is no such field",
    "int_from_float": _NOT_A_WHOLE_NUMBER,
    "int_parsing": _NOT_A_WHOLE_NUMBER,
    "int_parsing_size": _NOT_A_WHOLE_NUMBER,
    "int_type": _NOT_A_WHOLE_NUMBER,
    "json_invalid": NO_JSON,
    "model_attributes_type": "an object is expected",
    "string_pattern_mismatch": "not in the form that is documented",
    "string_unicode": "not text in Unicode",
    "timezone_aware": "an instant carries its zone",
    "tuple_type": "a list is expected",
    "uuid_parsing": "not a UUID",
    "uuid_type": "not a UUID",
}


def _reason_of(error: Mapping[str, Any]) -> str:
    kind: str = error["type"]
    if kind in _SAID_AS_IS:
        return str(error["msg"]).removeprefix("Value error, ")
    return _SAID_BY_US.get(kind, kind.replace("_", " "))


def _place_of(error: Mapping[str, Any]) -> str:
    """Where it went wrong. The name of a field nobody asked for is input too: leave it out."""
    where: Sequence[Any] = error["loc"]
    known = where[:-1] if error["type"] in {"extra_forbidden", "json_invalid"} else where
    return ".".join(map(str, known))


def what_is_wrong(error: RequestValidationError) -> list[dict[str, str]]:
    """The first fifty errors of a message: `at` which place, `because` of what."""
    return [
        {"at": _place_of(one), "because": _reason_of(one)}
        for one in islice(error.errors(), _MOST_ERRORS)
    ]
