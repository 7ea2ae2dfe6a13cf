"""The console: server-rendered pages in four languages, on the same engine as the API."""

from api.console.routes import install

__all__ = ["install"]
