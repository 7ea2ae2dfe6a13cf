"""The console: server-rendered pages in four languages, on the same engine as the API."""

from fastapi import FastAPI

from griffie.api.console import routes
from griffie.api.console.oversight import access_page as looks
from griffie.api.console.oversight import dossier_page as dossier
from griffie.api.console.oversight import retention_page as retention

__all__ = ["install"]


def install(app: FastAPI) -> None:
    """Put the console on an application that has the API. Call it last: it has what is left."""
    app.include_router(looks.router)
    app.include_router(retention.router)
    app.include_router(dossier.router)
    routes.install(app)
