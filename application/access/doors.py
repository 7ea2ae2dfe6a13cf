"""Every address of API, console and portal, and the permission that opens it.

`roles.TABLE` says which role has which permission. From both, `docs/permissions.md` is written and
every role is tried at every address (`tests/api/test_doors.py`). An address without a row here
fails that test: nothing is open because somebody forgot to close it.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from griffie.application.access.roles import DPO_COMMANDS, Permission, Reach, Role, may


class Open(StrEnum):
    """What an address asks where it asks for no permission of the table."""

    EVERYBODY = "everybody"
    """Also who is not signed in."""
    SIGNED_IN = "signed_in"
    """Every role."""
    BY_PROFILE = "by_profile"
    """The roles that the controller's profile names for what may not be told."""


Key = Permission | Open

_RECEIVE, _COMMAND, _DPO = Permission.RECEIVE, Permission.COMMAND, Permission.DPO_COMMAND
_READ, _LISTS, _BOARD = Permission.READ_STATE, Permission.LISTS, Permission.BOARD
_SEARCH = Permission.SEARCH
_REVEAL, _AUDIT, _REPORTS = Permission.REVEAL, Permission.AUDIT, Permission.REPORTS
_ADMIN = Permission.ADMIN
_EVERYBODY, _SIGNED_IN = Open.EVERYBODY, Open.SIGNED_IN

API: Mapping[str, tuple[Key, ...]] = {
    "GET /api/v1/requests": (_LISTS,),
    "GET /api/v1/requests?format=csv": (_LISTS,),
    "GET /api/v1/requests?format=csv&reveal=true": (_REVEAL,),
    "POST /api/v1/requests": (_RECEIVE,),
    "POST /api/v1/requests/search": (_SEARCH,),
    "GET /api/v1/requests/search": (_LISTS,),
    "GET /api/v1/requests/diff": (_LISTS,),
    "GET /api/v1/requests/{request_id}": (_READ,),
    "GET /api/v1/requests/{request_id}?reveal=true": (_REVEAL,),
    "GET /api/v1/requests/{request_id}/events": (_READ,),
    "GET /api/v1/requests/{request_id}/events?reveal=true": (_REVEAL,),
    "GET /api/v1/requests/{request_id}/diff": (_READ,),
    "GET /api/v1/requests/{request_id}/applicability": (_READ,),
    "GET /api/v1/requests/{request_id}/letter": (_REVEAL,),
    "GET /api/v1/requests/{request_id}/letters": (_READ,),
    "GET /api/v1/requests/{request_id}/letters?reveal=true": (_REVEAL,),
    "GET /api/v1/requests/{request_id}/letter/files": (_COMMAND,),
    "POST /api/v1/requests/{request_id}/letter/send": (_COMMAND,),
    "POST /api/v1/requests/{request_id}/processor-question/send": (_COMMAND,),
    "POST /api/v1/requests/{request_id}/recipient-notice": (_COMMAND,),
    "POST /api/v1/requests/{request_id}/recipient-notice/send": (_COMMAND,),
    "POST /api/v1/requests/{request_id}/hand-on": (_COMMAND,),
    "GET /api/v1/requests/{request_id}/search-links": (_READ,),
    "POST /api/v1/requests/{request_id}/search-links": (_COMMAND,),
    "POST /api/v1/requests/{request_id}/search-links/{link}/revoke": (_COMMAND,),
    "GET /api/v1/outbox": (_COMMAND,),
    "POST /api/v1/outbox/{mail}/settle": (_COMMAND,),
    "GET /api/v1/requests/{request_id}/receipt": (_READ,),
    "POST /api/v1/requests/{request_id}/portal-code": (_COMMAND,),
    "GET /api/v1/requests/{request_id}/restrictions": (Open.BY_PROFILE,),
    "GET /api/v1/requests/{request_id}/looks": (_AUDIT,),
    "GET /api/v1/requests/{request_id}/dossier": (_AUDIT,),
    "GET /api/v1/requests/{request_id}/documents": (_READ,),
    "POST /api/v1/requests/{request_id}/documents": (_RECEIVE,),
    "GET /api/v1/requests/{request_id}/documents/{digest}": (_REVEAL,),
    "POST /api/v1/requests/{request_id}/documents/{digest}/redact": (_COMMAND,),
    "POST /api/v1/requests/{request_id}/copy-bundle": (_COMMAND,),
    "POST /requests/{reference}/copy-bundle": (_COMMAND,),
    "POST /api/v1/mail": (_RECEIVE,),
    "GET /api/v1/messages": (Permission.MESSAGES,),
    "GET /api/v1/messages/{message_id}": (Permission.MESSAGES,),
    "GET /api/v1/messages/{message_id}?reveal=true": (_RECEIVE,),
    "POST /api/v1/messages/{message_id}/make-request": (_RECEIVE,),
    "POST /api/v1/messages/{message_id}/join": (_RECEIVE,),
    "POST /api/v1/messages/{message_id}/no-request": (_RECEIVE,),
    "POST /api/v1/messages/{message_id}/reopen": (_RECEIVE,),
    "POST /api/v1/withdrawals": (_RECEIVE,),
    "POST /api/v1/signed-requests": (_RECEIVE,),
    "POST /api/v1/unsubscribe-links": (_RECEIVE,),
    "GET /api/opendsr/cert.pem": (_EVERYBODY,),
    "GET /api/opendsr/{version}/discovery": (_EVERYBODY,),
    "POST /api/opendsr/{version}/callbacks/{processor}": (_EVERYBODY,),  # a signature lets it in
    "POST /api/opendsr/{version}/{named}": (_RECEIVE,),  # and of a controller of the file
    "GET /api/opendsr/{version}/{named}/{subject_request_id}": (_RECEIVE,),  # what it handed on
    "GET /api/opendsr/{version}/{named}/{subject_request_id}/results": (_RECEIVE,),
    "DELETE /api/opendsr/{version}/{named}/{subject_request_id}": (_RECEIVE,),
    "POST /api/drp/v1/agent/{agent_id}": (_EVERYBODY,),  # with a message that an agent signed
    "GET /api/drp/v1/agent/{agent_id}": (_EVERYBODY,),  # with the token of that agent, as follow
    "POST /api/drp/v1/data-rights-request": (_EVERYBODY,),
    "POST /api/drp/v1/data-rights-request/": (_EVERYBODY,),
    "GET /api/drp/v1/data-rights-request/{drp_request}": (_EVERYBODY,),
    "DELETE /api/drp/v1/data-rights-request/{drp_request}": (_EVERYBODY,),
    "GET /api/v1/announcements": (_REPORTS,),
    "POST /api/v1/announcements": (_COMMAND,),
    "GET /api/v1/dashboards/deadlines": (_BOARD,),
    "GET /api/v1/reports/annual": (_REPORTS,),
    "GET /api/v1/reports/annual.{form}": (_REPORTS,),
    "GET /api/v1/reports/period": (_REPORTS,),
    "GET /api/v1/reports/processing": (_REPORTS,),
    "GET /api/v1/reports/processing.{form}": (_REPORTS,),
    "GET /api/v1/retention": (_DPO,),
    "POST /api/v1/retention/carry-out": (_DPO,),
    "GET /api/v1/audit/events": (_AUDIT,),
    "GET /api/v1/audit/searches": (_AUDIT,),
    "GET /api/v1/audit/searches?reveal=true": (_AUDIT,),
    "GET /api/v1/audit/inclusion": (_AUDIT,),
    "GET /api/v1/audit/consistency": (_AUDIT,),
    "GET /api/v1/audit/dossier": (_AUDIT,),
    "GET /api/v1/audit/inspection": (_AUDIT,),
    "GET /api/v1/audit/checkpoint": (_EVERYBODY,),
    "GET /api/v1/me": (_SIGNED_IN,),
    "GET /api/v1/people": (Permission.COLLEAGUES,),
    "POST /api/v1/people/join": (_ADMIN,),
    "DELETE /api/v1/people/{account_id}": (_ADMIN,),
    "GET /api/v1/tokens": (_ADMIN,),
    "POST /api/v1/tokens": (_ADMIN,),
    "POST /api/v1/tokens/{token_id}/renew": (_ADMIN,),
    "DELETE /api/v1/tokens/{token_id}": (_ADMIN,),
    "DELETE /api/v1/tokens/{token_id}/sessions": (_ADMIN,),
    "GET /api/v1/law": (_EVERYBODY,),
    "GET /api/v1/law/{provision:path}": (_EVERYBODY,),
    "GET /openapi.json": (_EVERYBODY,),
    "GET /healthz": (_EVERYBODY,),
    "GET /readyz": (_EVERYBODY,),
    "GET /metrics": (_EVERYBODY,),
}
"""The JSON API, without the steps: see `doors`."""

CONSOLE: Mapping[str, tuple[Key, ...]] = {
    "GET /": (_LISTS, _BOARD),
    "GET /calendar": (_LISTS,),
    "POST /calendar": (_LISTS,),
    "GET /calendar/{secret}.ics": (_EVERYBODY,),  # the address is the secret
    "GET /list": (_LISTS,),
    "POST /list": (_REVEAL,),
    "POST /several": (_COMMAND,),
    "GET /live": (_LISTS,),
    "GET /views": (_LISTS,),
    "POST /views": (_LISTS,),
    "POST /views/{view_id}": (_LISTS,),  # of who keeps it; what is shared, a DPO too
    "GET /search": (_LISTS,),
    "POST /search": (_SEARCH,),
    "GET /requests/new": (_RECEIVE,),
    "POST /requests/new": (_RECEIVE,),
    "POST /requests/new/ahead": (_RECEIVE,),
    "GET /requests/{reference}": (_READ,),
    "POST /requests/{reference}/reveal": (_REVEAL,),
    "GET /requests/{reference}/reveal": (_EVERYBODY,),  # a redirect to the page
    "GET /requests/{reference}/replay": (_READ,),
    "GET /requests/{reference}/looks": (_AUDIT,),
    "GET /requests/{reference}/dossier": (_AUDIT,),
    "POST /requests/{reference}/dossier": (_AUDIT,),
    "GET /requests/{reference}/do/{step}": (_COMMAND,),  # of the DPO's own steps: as the API
    "POST /requests/{reference}/do/{step}": (_COMMAND,),
    "POST /requests/{reference}/do/{step}/ahead": (_COMMAND,),
    "GET /requests/{reference}/code": (_COMMAND,),
    "POST /requests/{reference}/code": (_COMMAND,),
    "GET /requests/{reference}/decide": (_COMMAND,),
    "GET /requests/{reference}/searches": (_READ,),
    "POST /requests/{reference}/searches": (_COMMAND,),
    "GET /requests/{reference}/searches/{system}/mail": (_COMMAND,),
    "POST /requests/{reference}/searches/{system}/mail": (_COMMAND,),
    "POST /requests/{reference}/searches/links/{link}": (_COMMAND,),
    "GET /requests/{reference}/processors": (_READ,),
    "POST /requests/{reference}/processors": (_COMMAND,),
    "GET /requests/{reference}/processors/hand-on": (_COMMAND,),
    "POST /requests/{reference}/processors/hand-on": (_COMMAND,),
    "POST /requests/{reference}/processors/{mail}/results": (_COMMAND,),
    "GET /requests/{reference}/letter": (_COMMAND,),
    "POST /requests/{reference}/letter": (_COMMAND,),
    "GET /requests/{reference}/notice": (_COMMAND,),
    "POST /requests/{reference}/notice": (_COMMAND,),
    "POST /requests/{reference}/documents": (_RECEIVE,),
    "POST /requests/{reference}/documents/{digest}": (_REVEAL,),
    "GET /requests/{reference}/documents/{digest}": (_READ,),  # a redirect to the page
    "POST /requests/{reference}/documents/{digest}/cover": (_COMMAND,),
    "GET /law/{provision:path}": (_EVERYBODY,),
    "GET /inbox": (Permission.MESSAGES,),
    "POST /inbox": (_RECEIVE,),
    "GET /inbox/{message_id}": (Permission.MESSAGES,),
    "POST /inbox/{message_id}": (_RECEIVE,),
    "GET /outbox": (_COMMAND,),
    "POST /outbox": (_COMMAND,),
    "GET /approvals": (_DPO,),
    "GET /reports": (_REPORTS,),
    "GET /reports/file": (_REPORTS,),
    "GET /reports/processing": (_REPORTS,),
    "GET /reports/processing/file": (_REPORTS,),
    "GET /retention": (_DPO,),
    "POST /retention": (_DPO,),
    "GET /audit": (_AUDIT,),
    "POST /audit/checkpoint": (_AUDIT,),
    "GET /audit/searches": (_AUDIT,),
    "POST /audit/searches": (_AUDIT,),
    "GET /audit/dossier": (_AUDIT,),
    "POST /audit/dossier": (_AUDIT,),
    "GET /audit/inspection": (_AUDIT,),
    "POST /audit/inspection": (_AUDIT,),
    "GET /people": (Permission.OFFICE,),
    "POST /people": (_ADMIN,),
    "GET /people/{account_id}": (_ADMIN,),
    "POST /people/{account_id}": (_ADMIN,),
    "GET /settings": (Permission.OFFICE,),
    "POST /settings": (Permission.OFFICE,),
    "GET /settings/letter": (Permission.OFFICE,),
    "GET /letterhead/logo": (_SIGNED_IN,),
    "GET /me": (_SIGNED_IN,),
    "POST /me": (_SIGNED_IN,),
    "GET /go": (_SIGNED_IN,),
    "GET /go/list": (_SIGNED_IN,),
    "POST /go": (_SIGNED_IN,),
    "GET /keys": (_SIGNED_IN,),
    "POST /keys": (_SIGNED_IN,),
    "GET /login": (_EVERYBODY,),
    "POST /login": (_EVERYBODY,),
    "POST /login/code": (_EVERYBODY,),
    "POST /login/password": (_EVERYBODY,),
    "POST /login/factor": (_EVERYBODY,),
    "POST /login/passkey": (_EVERYBODY,),
    "GET /proof": (_SIGNED_IN,),
    "POST /proof": (_SIGNED_IN,),
    "GET /login/provider": (_EVERYBODY,),
    "GET /login/provider/back": (_EVERYBODY,),  # with the ask that this browser keeps
    "POST /logout": (_EVERYBODY,),
    "GET /docs": (_EVERYBODY,),
    "GET /static/{version}/{name:path}": (_EVERYBODY,),
    "GET /favicon.ico": (_EVERYBODY,),
}
"""Pages and forms of the console. What follows a `?` is a row of its own at the same address."""

PORTAL: Mapping[str, tuple[Key, ...]] = {
    "GET /portal": (_EVERYBODY,),
    "GET /portal/new": (_EVERYBODY,),
    "POST /portal/new": (_EVERYBODY,),
    "GET /portal/new/language": (_EVERYBODY,),
    "POST /portal/new/language": (_EVERYBODY,),  # what was typed is shown again, as in all of these
    "POST /portal/signed": (_EVERYBODY,),  # with an identity that the controller's site signed
    "GET /portal/status": (_EVERYBODY,),
    "GET /portal/status/language": (_EVERYBODY,),
    "POST /portal/status/language": (_EVERYBODY,),
    "POST /portal/status/code/language": (_EVERYBODY,),
    "POST /portal/status": (_EVERYBODY,),  # with reference and secret code, as all that follow
    "POST /portal/status/message": (_EVERYBODY,),
    "POST /portal/status/receipt": (_EVERYBODY,),
    "POST /portal/status/proof": (_EVERYBODY,),
    "POST /portal/status/code": (_EVERYBODY,),
    "POST /portal/status/answer": (_EVERYBODY,),
    "POST /portal/status/letter": (_EVERYBODY,),
    "POST /portal/status/copy": (_EVERYBODY,),
    "GET /portal/unsubscribe/{link}": (_EVERYBODY,),  # the address is sealed by this store
    "POST /portal/unsubscribe/{link}": (_EVERYBODY,),
    "GET /portal/answer/{link}": (_EVERYBODY,),  # with the reference in it, sealed
    "GET /portal/task/{link}": (_EVERYBODY,),  # the address is the secret
    "POST /portal/task/{link}": (_EVERYBODY,),
    "POST /portal/task/{link}/language": (_EVERYBODY,),
    "POST /portal/task/{link}/answer": (_EVERYBODY,),
    "GET /portal/{rest:path}": (_EVERYBODY,),
}
"""Pages for the person who asks: nobody signs in, and no session of the console is read."""


def doors(steps: Iterable[str]) -> Mapping[str, tuple[Key, ...]]:
    """Every address with what opens it; `steps` are those of a request, as in their paths."""
    taken = {
        f"POST /api/v1/requests/{{request_id}}/{step}": (
            _DPO if step in DPO_COMMANDS else _COMMAND,
        )
        for step in steps
    }
    return {**API, **taken, **CONSOLE, **PORTAL}


def reach_through(keys: Iterable[Key], role: Role) -> Reach | None:
    """How far a role reaches with any of these keys; None where the address refuses it.

    `Open.BY_PROFILE` opens nothing here: a profile names those roles.
    """
    for key in keys:
        if key in {_EVERYBODY, _SIGNED_IN}:
            return Reach.ALL
        if isinstance(key, Permission) and (reach := may(role, key)):
            return reach
    return None
