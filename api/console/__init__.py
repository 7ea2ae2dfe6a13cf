"""The console: server-rendered pages in four languages, on the same engine as the API."""

from fastapi import FastAPI

from griffie.api.console import routes
from griffie.api.console.desk import (
    approvals_page,
    bundle_page,
    cover_page,
    decide_page,
    documents_page,
    hand_on_page,
    inbox_page,
    letter_page,
    me_page,
    message_page,
    notice_page,
    outbox_page,
    people_page,
    processors_page,
    register_page,
    search_mail_page,
    searches_page,
    step_page,
)
from griffie.api.console.frame import keys_page, law_page
from griffie.api.console.oversight import (
    access_page,
    audit_page,
    dossier_page,
    inspection_page,
    letterhead_page,
    person_searches_page,
    retention_page,
    settings_page,
)
from griffie.api.console.queue import (
    calendar_page,
    go_page,
    live_page,
    queue_lists,
    saved_views_page,
    search_page,
    several_page,
)
from griffie.api.console.reports import reports_page
from griffie.api.console.request import code_page

__all__ = ["install"]


def install(app: FastAPI) -> None:
    """Put the console on an application that has the API already.

    It also answers every address that no route knows: call it last.
    """
    app.include_router(access_page.router)
    app.include_router(person_searches_page.router)
    app.include_router(search_page.router)
    app.include_router(retention_page.router)
    app.include_router(dossier_page.router)
    app.include_router(inspection_page.router)
    app.include_router(step_page.router)
    app.include_router(code_page.router)
    app.include_router(register_page.router)
    app.include_router(inbox_page.router)
    app.include_router(message_page.router)
    app.include_router(outbox_page.router)
    app.include_router(letter_page.router)
    app.include_router(notice_page.router)
    app.include_router(documents_page.router)
    app.include_router(cover_page.router)
    app.include_router(bundle_page.router)
    app.include_router(decide_page.router)
    app.include_router(searches_page.router)
    app.include_router(search_mail_page.router)
    app.include_router(hand_on_page.router)
    app.include_router(processors_page.router)
    app.include_router(approvals_page.router)
    app.include_router(audit_page.router)
    app.include_router(people_page.router)
    app.include_router(me_page.router)
    app.include_router(settings_page.router)
    app.include_router(letterhead_page.router)
    app.include_router(law_page.router)
    app.include_router(reports_page.router)
    app.include_router(queue_lists.router)
    app.include_router(several_page.router)
    app.include_router(calendar_page.router)
    app.include_router(go_page.router)
    app.include_router(saved_views_page.router)
    app.include_router(live_page.router)
    app.include_router(keys_page.router)
    routes.install(app)
