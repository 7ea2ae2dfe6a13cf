"""What was typed in a form of the portal, and the files that came with it."""

import re
from hashlib import sha256
from json import dumps
from typing import Annotated, NamedTuple

from fastapi import Depends, Request
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException

from griffie.api.portal.entrance import MOST_FILES
from griffie.application.portal.receive import Attached, attached
from griffie.application.portal.secret import new_form_key
from griffie.domain.model.policy import LONGEST_MESSAGE

_FILES = "files"
_MOST_FIELDS = 40
_KEY = re.compile(r"[A-Za-z0-9_-]{16,64}")
_NAMES = frozenset(
    {
        *("lang", "once", "rights", "message", "name", "email", "postal_address", "phone"),
        *("for_name", "capacity", "reference", "secret", "about", "sealed", "as"),
        *("code", "pass", "result"),
        *("identity", "ticket"),
    }
)


class Sent(NamedTuple):
    """The fields of a form and its files."""

    fields: dict[str, list[str]]
    files: tuple[Attached, ...]
    digests: tuple[str, ...]
    """SHA-256 of each file, by which the same form is known again."""

    def one(self, name: str) -> str:
        """What stands in a field, without the blanks around it; empty where nothing does."""
        return (self.fields.get(name) or [""])[0].strip()

    @property
    def key(self) -> str:
        """The key of the form; a new one where a program sent none."""
        typed = self.one("once")
        return typed if _KEY.fullmatch(typed) else new_form_key()

    def with_pass(self, given: str) -> "Sent":
        """The same, with what opens the answer."""
        return self._replace(fields={**self.fields, "pass": [given]})

    @property
    def said(self) -> bytes:
        """Everything that was sent, as bytes: the same form again gives the same."""
        plain = {name: value for name, value in self.fields.items() if name != "lang"}
        return dumps([plain, self.digests], sort_keys=True).encode()


async def _sent(http: Request) -> Sent:
    """Raises HTTPException (400) for a form that is none of ours."""
    fields: dict[str, list[str]] = {}
    files, digests = [], []
    form = await http.form(
        max_files=MOST_FILES, max_fields=_MOST_FIELDS, max_part_size=4 * LONGEST_MESSAGE
    )
    for name, value in form.multi_items():
        if isinstance(value, UploadFile) != (name == _FILES):
            if name == _FILES and value == "":  # no file was chosen, and nothing can carry one
                continue
            raise HTTPException(400)
        if isinstance(value, UploadFile):
            content = await value.read()
            if content:
                named, media = (value.filename or "")[:255], (value.content_type or "")[:255]
                files.append(attached(named, media, content))
                digests.append(sha256(content).hexdigest())
        elif name in _NAMES:
            fields.setdefault(name, []).append(value)
        else:
            raise HTTPException(400)
    return Sent(fields, tuple(files), tuple(digests))


Form = Annotated[Sent, Depends(_sent)]
