"""Opens a bundle: a zip of the one form that bundles have, with a manifest of the known form.

A file of any other form is not read at all: compressed parts, names that lead out of a folder or
stand twice, octets between the parts. A bundle holds nothing compressed, so nothing in it swells.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Annotated, Any, Literal
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from griffie.application.dossier.manifest import FORMAT, MANIFEST
from griffie.application.dossier.zip_writer import STREAMED, Part, zip_parts
from griffie.application.errors import UnreadableBundleError
from griffie.domain.log.reading import is_uuid
from griffie.infrastructure.log.canonical import read_canonical

CHUNK = 1 << 20


class StrictModel(BaseModel):
    """A part of the manifest. Values must have their exact JSON type."""

    model_config = ConfigDict(strict=True)


class CheckpointSizes(StrictModel):
    """The sizes of the older checkpoint, if there is one, and of the new one, in entries."""

    old: int | None
    size: Annotated[int, Field(ge=0, lt=2**63)]


class MeasuredFile(StrictModel):
    """SHA-256 in hexadecimal and size in bytes of a part."""

    sha256: str
    size: int


class Manifest(StrictModel):
    """What a verifier must know of `manifest.json`; other members are for people."""

    format: str
    kind: Literal["request", "register", "inspection"]
    origin: str
    checkpoint: CheckpointSizes
    complete: bool
    files: dict[str, MeasuredFile]
    request: Any = None
    requests: Any = None
    language: Any = None

    @property
    def register(self) -> bool:
        return self.kind == "register"

    @property
    def inspection(self) -> bool:
        return self.kind == "inspection"

    def of_requests(self) -> list[str]:
        """The ids of the requests that it is of; none for a register."""
        if self.kind == "request":
            return [self.request]
        return self.requests if self.inspection and isinstance(self.requests, list) else []


class OpenBundle:
    """The parts of a bundle, each read when it is asked for."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self.sizes = {info.filename: info.file_size for info in archive.infolist()}

    def __contains__(self, name: str) -> bool:
        return name in self.sizes

    def read(self, name: str) -> bytes:
        """The content of a part; b"" where there is no such part."""
        return self._archive.read(name) if name in self else b""

    def stream(self, name: str) -> IO[bytes]:
        return self._archive.open(name)

    def under(self, folder: str) -> list[str]:
        return [name for name in self.sizes if name.startswith(folder)]

    def manifest(self) -> Manifest:
        """The manifest. Raises UnreadableBundleError where its form is not known here."""
        try:
            manifest = Manifest.model_validate(read_canonical(self.read(MANIFEST)))
        except (ValidationError, ValueError):
            manifest = None
        if manifest is None or manifest.format != FORMAT:
            raise UnreadableBundleError(
                "its manifest is missing, or not of a form that is known here"
            )
        named = manifest.of_requests()
        twice = len(named) != len({str(one) for one in named})
        if not manifest.register and (not named or twice or not all(map(is_uuid, named))):
            raise UnreadableBundleError("its manifest does not name the request")
        return manifest


@contextmanager
def open_bundle(path: Path) -> Iterator[OpenBundle]:
    """Open a bundle for reading. Raises UnreadableBundleError, OSError."""
    with path.open("rb") as file:
        archive = _open_strictly(file)
        with archive:
            yield OpenBundle(archive)


def _open_strictly(file: IO[bytes]) -> ZipFile:
    """The archive, once its parts, written again, gave exactly the octets of the file."""
    total = file.seek(0, 2)
    try:
        archive = ZipFile(file)
        infos = archive.infolist()
        plain = all(one.compress_type == ZIP_STORED and not one.is_dir() for one in infos)
        # Stored parts are as large as they say, or the file is too short for them.
        plain = plain and sum(one.file_size for one in infos) <= total
        same = plain and _has_same_bytes(file, zip_parts(_part(archive, one) for one in infos))
    except Exception:  # noqa: BLE001 - what a stranger's file can make a zip reader raise
        raise UnreadableBundleError("it is no zip, or a damaged one") from None
    if not same:
        raise UnreadableBundleError("the zip has another form than a bundle has")
    return archive


def _part(archive: ZipFile, info: ZipInfo) -> Part:
    if info.flag_bits & STREAMED:
        return Part(info.filename, _chunks(archive, info))
    return Part(info.filename, archive.read(info))


def _chunks(archive: ZipFile, info: ZipInfo) -> Iterator[bytes]:
    with archive.open(info) as content:
        while chunk := content.read(CHUNK):
            yield chunk


def _has_same_bytes(file: IO[bytes], spelled: Iterator[bytes]) -> bool:
    at = 0
    for chunk in spelled:
        file.seek(at)  # the archive reads from the same file in between
        if file.read(len(chunk)) != chunk:
            return False
        at += len(chunk)
    return file.seek(0, 2) == at
