"""What OpenDSR sends and answers: a request, its identities, its status, and errors.

The form of each is that of the specification, §§ 5 to 9; its examples differ from its rules in
places, and then the rules stand here.
"""

from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import UUID4, AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from griffie.domain.errors import GriffieError, UnusableInputError

VERSION = "2.0"
CONFORMS_TO = "application/opendsr+json"
"""The media type under which a request is kept among the documents of ours."""


class BadOpenDsrError(UnusableInputError):
    """A message of OpenDSR that cannot be carried out. Says why; repeats nothing of it."""

    code = "bad-opendsr"
    sentence = "This OpenDSR request cannot be taken"


class RequestStatus(StrEnum):
    """§8: where a request stands, as the other controller is told."""

    PENDING, IN_PROGRESS = "pending", "in_progress"
    COMPLETED, CANCELLED = "completed", "cancelled"


class Asked(StrEnum):
    """§6.2: what may be asked."""

    ACCESS, PORTABILITY, ERASURE = "access", "portability", "erasure"


class IdentityKind(StrEnum):
    """§5.1, those by which an office finds somebody."""

    EMAIL, CUSTOMER = "email", "controller_customer_id"


_Value = Annotated[str, StringConstraints(min_length=1, max_length=320, strip_whitespace=True)]
_Url = Annotated[str, StringConstraints(max_length=2_000)]


class _Read(BaseModel):
    """A message of others: what it has besides is passed over, and errors repeat nothing."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


class Identity(_Read):
    """§5.3: by what the person is known. Only as it stands: a digest finds nobody here."""

    identity_type: IdentityKind
    identity_value: _Value
    identity_format: Literal["raw"]


class OpenDsrRequest(_Read):
    """§7.1: what another controller asks on behalf of a person.

    It is received as a request, by the ordinary rules. Sent again, it is the same request.
    """

    regulation: Literal["gdpr"] = Field(
        default="gdpr", description="§7.1.1; OpenGDPR, the version before, had no such field."
    )
    subject_request_id: UUID4
    subject_request_type: Asked
    subject_identities: Annotated[tuple[Identity, ...], Field(min_length=1, max_length=10)]
    submitted_time: AwareDatetime = Field(description="When the person asked the controller.")
    api_version: Annotated[str, StringConstraints(max_length=20)] | None = None
    status_callback_urls: Annotated[tuple[_Url, ...], Field(max_length=5)] | None = ()
    extensions: dict[str, Any] | None = Field(
        default=None, description="Passed over: we have no extension of our own."
    )


class Supported(BaseModel):
    """§5: an identity by which somebody is found."""

    identity_type: str
    identity_format: str


class Discovery(BaseModel):
    """§6.3: what is supported here."""

    api_version: str
    supported_identities: list[Supported]
    supported_subject_request_types: list[str]
    processor_certificate: str


class Received(BaseModel):
    """§7.3: the receipt of a request."""

    controller_id: str
    expected_completion_time: str
    received_time: str
    encoded_request: str
    subject_request_id: str


class StatusShown(BaseModel):
    """§8.3: how a request stands."""

    controller_id: str
    expected_completion_time: str
    subject_request_id: str
    request_status: RequestStatus
    api_version: str
    results_url: str | None = None
    """Where the copy lies ready; left out where none does."""


class Cancelled(BaseModel):
    """§9.2: a request is cancelled."""

    controller_id: str
    subject_request_id: str
    received_time: str
    api_version: str


class ErrorDetail(BaseModel):
    """§7.6: what is wrong."""

    domain: str
    reason: str
    message: str


class ErrorShown(BaseModel):
    """§7.6: the error object."""

    code: int
    message: str
    errors: list[ErrorDetail]


class Errors(BaseModel):
    """§7.5: the answer to what cannot be taken."""

    error: ErrorShown


def errors_of(code: int, error: GriffieError | None, said: list[str]) -> Errors:
    """The error object; `said` are sentences that repeat nothing of what was sent."""
    reason = error.code if error else BadOpenDsrError.code
    told = [ErrorDetail(domain="Validation", reason=reason, message=one) for one in said]
    return Errors(error=ErrorShown(code=code, message="; ".join(said), errors=told))
