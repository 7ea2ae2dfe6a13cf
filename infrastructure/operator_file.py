"""A TOML file of the operator, read into a model. What is wrong with it is said without a value."""

import tomllib
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from griffie.domain.errors import GriffieError

M = TypeVar("M", bound=BaseModel)


def read_operator_file(
    path: Path, model: type[M], refused: type[GriffieError], table: str = ""
) -> M:
    """The file as its model. Raises `refused`, which names the place, and a value never.

    `table` is the place where the file as a whole does not fit.
    """
    try:
        return model.model_validate(tomllib.loads(path.read_text("utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is no TOML"
        raise refused(f"{path.name}: {why}") from None
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False, include_context=False)[0]
        place = ".".join(map(str, first["loc"])) or table
        raise refused(f"{path.name}: {place}: {first['msg']}") from None
