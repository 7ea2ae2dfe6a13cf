"""What is gathered while a mail is read: words, files, remarks, signatures; and its size."""

from collections.abc import Iterable
from typing import NamedTuple

from griffie.application.errors import UnreadableMailError
from griffie.application.intake.mail import Attachment, Remark
from griffie.domain.request.remarks import RemarkCode
from griffie.infrastructure.mail.mime import Flaw, Part
from griffie.infrastructure.mail.smime import Opened

LARGEST = 40 << 20
LONGEST_ATTACHED = 50_000
TOO_LARGE = (
    "The mail is larger than 40 MiB. Enter the request by hand, with the day on which it came, and"
    " add its documents one by one."
)


class Said(NamedTuple):
    """The words of a part, and whether they were written plainly."""

    text: str = ""
    plain: bool = True


class Brought(NamedTuple):
    """A mail that another brings along, what it says, and whether no third one brings it."""

    part: Part
    said: Said
    directly: bool = True


class Gathered:
    """One mail while it is read: reading adds to it, nothing is taken out."""

    def __init__(self) -> None:
        self.remarks: list[Remark] = []
        self.attachments: list[Attachment] = []
        self.inside: list[Brought] = []
        """The mails within, from the top."""
        self.attached: list[Said] = []
        """The words that lie in files and in mails within."""
        self.signatures: list[Opened] = []
        """What is signed in it, and whether that fits."""
        self.answers_invitation = False
        """Whether a calendar answers in it whether its owner comes (RFC 5546)."""
        self._parts = self._size = self._within = 0
        self._deepest_shown = False

    def remark(self, code: RemarkCode, because: str) -> None:
        """Note a supposition."""
        self.remarks.append(Remark(code, because))

    def attach(self, name: str, kind: str, content: bytes) -> None:
        """Keep a file under its name, or under its number."""
        self.attachments.append(
            Attachment(name or f"attachment-{len(self.attachments) + 1}", kind, content)
        )

    def _count(self, size: int) -> None:
        self._size += size
        if self._size > LARGEST:
            raise UnreadableMailError(TOO_LARGE)

    def _found_in(self, name: str, said: Said) -> None:
        if said.text:
            self.remark(
                RemarkCode.PARTS_DIFFER, "words stand in a file as well: they are shown below"
            )
            self.attached.append(
                Said(f"{name}\n\n{said.text[:LONGEST_ATTACHED]}".strip(), said.plain)
            )

    def _note(self, flaws: Iterable[Flaw]) -> None:
        for flaw in flaws:
            if flaw is Flaw.BOUNDARY_MENDED:
                self.remark(RemarkCode.HEADER_MENDED, "it does not say how its parts are set apart")
            else:
                self.remark(
                    RemarkCode.CUT_OFF, "it breaks off, or its end was lost: compare the original"
                )
