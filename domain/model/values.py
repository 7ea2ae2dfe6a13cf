"""Values of which the domain is built: frozen records, sealed values, codes and accounts."""

from enum import StrEnum
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, GetCoreSchemaHandler, StringConstraints
from pydantic_core import CoreSchema, core_schema

from griffie.domain.law import Provision, Right

S = TypeVar("S", bound=str)

Code = Annotated[str, StringConstraints(pattern="^[a-z0-9_-]{1,40}$")]
"""A word of the controller's own lists (a purpose, a category, a recipient), kept in clear."""

Account = Annotated[str, StringConstraints(pattern="^u-[a-z0-9-]{1,40}$")]
"""A member of staff, by pseudonym: who hides behind it stands elsewhere."""


def _written(provision: str) -> str:
    Provision.parse(provision)
    return provision


ProvisionCode = Annotated[str, StringConstraints(max_length=60), AfterValidator(_written)]
"""A provision as programs write it: `gdpr/15/1/a`. An unknown one is refused."""


def in_order(codes: tuple[S, ...]) -> tuple[S, ...]:
    """The codes sorted, each once: equal sets are stored as equal bytes."""
    return tuple(sorted(set(codes))) if len(codes) > 1 else codes


Codes = Annotated[tuple[Code, ...], AfterValidator(in_order)]
"""Codes in one order: equal sets are stored as equal bytes."""

OTHER = "other"
"""The code that always exists: what it is stands in sealed words."""


class CodeKind(StrEnum):
    """Of which list of the controller's a code is."""

    PURPOSE, CATEGORY = "purpose", "category"
    RECIPIENT, SYSTEM = "recipient", "system"
    ACCOUNT = "account"


PurposeCodes = Annotated[Codes, CodeKind.PURPOSE]
"""Purposes that the profile names."""
CategoryCodes = Annotated[Codes, CodeKind.CATEGORY]
"""Categories of data that the profile names."""
RecipientCode = Annotated[Code, CodeKind.RECIPIENT]
"""A recipient that the profile names; a processor is one."""
RecipientCodes = Annotated[Codes, CodeKind.RECIPIENT]
"""Recipients that the profile names."""
SystemCode = Annotated[Code, CodeKind.SYSTEM]
"""A system that the profile names."""
SystemCodes = Annotated[Codes, CodeKind.SYSTEM]
"""Systems that the profile names."""
LISTS = (PurposeCodes, CategoryCodes, RecipientCodes, SystemCodes)
Colleague = Annotated[Account, CodeKind.ACCOUNT]
"""An account that exists."""

Rights = Annotated[tuple[Right, ...], AfterValidator(in_order)]
"""Rights of which something is said at once: as with codes, their order says nothing."""


class Frozen(BaseModel):
    """The base of records that never change. An unknown field is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Sealed(str):
    """A personal value as the domain knows it: its salted digest, 43 characters (RFC 9901)."""

    __slots__ = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, _: Any, __: GetCoreSchemaHandler) -> CoreSchema:
        written = core_schema.str_schema(pattern="^[A-Za-z0-9_-]{43}$")
        return core_schema.no_info_after_validator_function(cls, written)
