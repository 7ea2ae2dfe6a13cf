"""The portal: pages for the person who asks. Nobody signs in, and nothing is kept in the browser.

It has rooms, routes and headers of its own, and never reads the session of the console.
"""

from fastapi import FastAPI

from griffie.api.portal import (
    code_page,
    home_page,
    new_page,
    papers,
    status_page,
    task_page,
    unsubscribe_page,
)

__all__ = ["install"]


def install(app: FastAPI) -> None:
    """Put the portal on an application.

    `app.state.entrance` of each of its copies says how much that one takes.
    """
    app.include_router(new_page.router)
    app.include_router(status_page.router)
    app.include_router(code_page.router)
    app.include_router(papers.router)
    app.include_router(unsubscribe_page.router)
    app.include_router(task_page.router)
    app.include_router(home_page.router)  # last: it answers every address that is left
