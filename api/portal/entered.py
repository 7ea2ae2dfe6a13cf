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

ABOUT = ("identity", "meaning")
"""The questions of the office, each with a field for words and one for files of its own."""
ANSWERS = {about: f"answer_{about}" for about in ABOUT}
FILES = {about: f"files_{about}" for about in ABOUT}
_FILES = frozenset({"files", *FILES.values()})
_MOST_FIELDS = 40
_KEY = re.compile(r"[A-Za-z0-9_-]{16,64}")
_NAMES = frozenset(
    {
        *("lang", "once", "rights", "message", "name", "email", "postal_address", "phone"),
        *("for_name", "capacity", "reference", "secret", "about", "sealed", "as"),
        *("code", "pass", "result"),
        *("identity", "ticket"),
        *ANSWERS.values(),
    }
)


class Sent(NamedTuple):
    """The fields of a form and its files."""

    fields: dict[str, list[str]]
    files: tuple[Attached, ...]
    digests: tuple[str, ...]
    """SHA-256 of each file, by which the same form is known again."""
    places: tuple[str, ...] = ()
    """The field of each file."""
    unkept: frozenset[str] = frozenset()
    """The fields in which files were chosen that did not come along."""

    def files_in(self, place: str) -> tuple[Attached, ...]:
        """The files of one field."""
        return tuple(one for one, at in zip(self.files, self.places, strict=True) if at == place)

    def one(self, name: str) -> str:
        """What stands in a field, without the blanks around it; empty where nothing does."""
        return (self.fields.get(name) or [""])[0].strip()

    @property
    def key(self) -> str:
        """The key of the form; a new one where a program sent none."""
        typed = self.one("once")
        return typed if _KEY.fullmatch(typed) else new_form_key()

    def without(self, field: str, place: str) -> "Sent":
        """The same without what was taken in: the words of one field and the files of another."""
        rest = {name: value for name, value in self.fields.items() if name != field}
        places = tuple(one for one in self.places if one != place)
        return self._replace(fields=rest, files=(), places=places)

    def with_pass(self, given: str) -> "Sent":
        """The same, with what opens the answer."""
        return self._replace(fields={**self.fields, "pass": [given]})

    @property
    def said(self) -> bytes:
        """Everything that was sent, as bytes: the same form again gives the same."""
        plain = {name: value for name, value in self.fields.items() if name != "lang"}
        elsewhere = [self.places] if {*self.places} - {"files"} else []
        return dumps([plain, self.digests, *elsewhere], sort_keys=True).encode()


async def _sent(http: Request) -> Sent:
    """A form that is taken in. Raises HTTPException (400) for one that is none of ours."""
    sent = await _shown(http)
    if sent.unkept:
        raise HTTPException(400)
    return sent


async def _shown(http: Request) -> Sent:
    """A form that is only shown again: of a file its name alone came, and is forgotten.

    Raises HTTPException (400) for a form that is none of ours.
    """
    fields: dict[str, list[str]] = {}
    files, digests, places, unkept = [], [], [], set()
    form = await http.form(
        max_files=MOST_FILES, max_fields=_MOST_FIELDS, max_part_size=4 * LONGEST_MESSAGE
    )
    for name, value in form.multi_items():
        if isinstance(value, UploadFile):
            if name not in _FILES:
                raise HTTPException(400)
            content = await value.read()
            if content:
                named, media = (value.filename or "")[:255], (value.content_type or "")[:255]
                files.append(attached(named, media, content))
                digests.append(sha256(content).hexdigest())
                places.append(name)
        elif name in _FILES:
            unkept |= {name} if value else set()  # empty: no file was chosen
        elif name in _NAMES:
            fields.setdefault(name, []).append(value)
        else:
            raise HTTPException(400)
    return Sent(fields, tuple(files), tuple(digests), tuple(places), frozenset(unkept))


Form = Annotated[Sent, Depends(_sent)]
"""What is taken in: of each file, its octets."""
ShownForm = Annotated[Sent, Depends(_shown)]
"""What is only shown again: files may be named in it and stay behind."""
