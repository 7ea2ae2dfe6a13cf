"""Whether a form was sent from a page of ours. Browsers say where a form comes from."""

from urllib.parse import urlsplit

from fastapi import Request

_SAME = {"same-origin", "none"}


def is_foreign(http: Request) -> bool:
    """Whether the browser says that another site sent this. A program says nothing of it."""
    site = http.headers.get("sec-fetch-site")
    origin = http.headers.get("origin")
    return (site is not None and site not in _SAME) or (
        origin is not None and urlsplit(origin).netloc != http.headers.get("host")
    )
