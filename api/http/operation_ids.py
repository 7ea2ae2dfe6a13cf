"""What each operation of the API is called in the OpenAPI document, and so in generated clients."""

from collections.abc import Mapping

from fastapi.routing import APIRoute

_CALLED: Mapping[str, str] = {
    "announcements": "list_announcements",
    "annual_report": "read_annual_report",
    "annual_report_as_file": "make_annual_report",
    "checkpoint": "read_checkpoint",
    "copy-bundle": "make_copy_bundle",
    "consistency": "prove_consistency",
    "deadlines": "read_dashboard",
    "document": "read_document",
    "documents": "list_documents",
    "dossier": "make_dossier",
    "events": "list_events",
    "inclusion": "prove_inclusion",
    "inspection": "make_inspection_file",
    "join": "join_accounts",
    "law": "list_provisions",
    "letter": "make_letter",
    "letters": "list_letters",
    "looks": "list_looks",
    "make": "make_token",
    "me": "read_me",
    "message": "read_message",
    "messages": "list_messages",
    "outbox": "list_outbox",
    "people": "list_people",
    "period_report": "read_period_report",
    "portal-code": "give_portal_code",
    "processing_record": "read_processing_record",
    "processing_record_as_file": "make_processing_record",
    "provision": "read_provision",
    "read": "read_request",
    "receipt": "read_receipt",
    "letter-files": "list_letter_files",
    "recipient-notice": "read_recipient_notice",
    "redact": "cover_document",
    "register_dossier": "make_register_dossier",
    "register_difference": "compare_register",
    "renew": "renew_token",
    "request_difference": "compare_request",
    "requests": "list_requests",
    "restrictions": "list_restrictions",
    "retention": "list_due_erasures",
    "revoke": "revoke_token",
    "search": "search_requests",
    "search-links": "list_search_links",
    "searches": "list_searches",
    "tokens": "list_tokens",
    "trail": "list_audit_events",
}
"""By the name of the route, where that is not what somebody calls who uses a client."""


def operation_id(route: APIRoute) -> str:
    """A verb with what it is about, without the address: the same in every generated client."""
    return _CALLED.get(route.name, route.name.replace("-", "_"))
