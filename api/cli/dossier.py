"""`griffie dossier`: write the evidence of a request, or of the whole register, to a file."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from griffie.api.cli.options import (
    FOLDER,
    Data,
    Database,
    Kek,
    failure,
    open_for_command,
    progress_bar,
)
from griffie.api.composition import Store
from griffie.application.access.purposes import Why, stated
from griffie.application.access.roles import OPERATOR
from griffie.application.dossier.bundles import BundleOptions
from griffie.application.dossier.errors import NotSignedError, StoreMovedOnError
from griffie.application.dossier.form import Form, chosen_form, usual_form
from griffie.application.ports import LogForkedError, Progress
from griffie.application.register.find_request import find_request
from griffie.domain.housekeeping import LookPurpose
from griffie.domain.law import Language
from griffie.domain.log.entry import ENTRY_SIZE
from griffie.domain.log.errors import BadNoteError
from griffie.domain.model.errors import BadInputError

_ON_FORM = {
    Form.LONG: "",
    Form.SHORT: " It is short: the whole log is not in it (--long), a signed statement is.",
    Form.BARE: " Nothing in it shows that nothing was left out.",
}
Short = Annotated[
    bool | None,
    typer.Option(
        "--short/--long",
        help="A signed statement that nothing is left out, or the whole log. Default: by its size.",
    ),
]


def asked_form(*, short: bool | None, completeness: bool | None = None) -> Form | None:
    """The form that the words of a command ask for; None: by the size of the log."""
    form = {None: None, True: Form.SHORT, False: Form.LONG}[short]
    try:
        return chosen_form(form, completeness=completeness)
    except BadInputError:
        raise failure("--short, --long and --completeness contradict each other") from None


def dossier(
    output: Annotated[Path, typer.Option("--output", "-o", help="The zip to be written.")],
    request: Annotated[str | None, typer.Argument(help="Its id or its reference.")] = None,
    register: Annotated[bool, typer.Option("--register", help="The whole register.")] = False,
    language: Annotated[Language | None, typer.Option(help="Of the pages for people.")] = None,
    checkpoint: Annotated[
        Path | None, typer.Option(help="A checkpoint that its reader holds: it leads on.")
    ] = None,
    short: Short = None,
    completeness: Annotated[
        bool | None, typer.Option(help="Without: nothing shows whether something was left out.")
    ] = None,
    reveal: Annotated[bool, typer.Option("--reveal", help="With the personal data.")] = False,
    reason: Annotated[str | None, typer.Option(help="Why they are needed; recorded.")] = None,
    purpose: Annotated[
        LookPurpose, typer.Option(help="For what it is opened.")
    ] = LookPurpose.SUPERVISION,
    data: Data = FOLDER,
    database: Database = None,
    kek: Kek = None,
) -> None:
    """Write the evidence of a request, or of the register, into a file. That is recorded."""
    if bool(request) is register or (register and reveal):
        raise failure("name a request, or ask for the --register, which opens no personal data")
    if bool(reason) is not reveal:
        raise failure("--reveal and --reason go together")
    if register and short:
        raise failure("the bundle of the register is long: it holds the whole log")
    form = asked_form(short=short, completeness=completeness)
    with open_for_command(data, database, kek) as store, progress_bar("dossier") as progress:
        older = _signed_note(store, checkpoint) if checkpoint else None
        try:
            chunks = _make_bundle(store, request, reason, purpose, language, older, form=form)
            made = (form or usual_form(store.log.size())) if request else Form.LONG
            total = ENTRY_SIZE * store.log.size() if made is Form.LONG else 0
            octets = write(output, chunks, lambda done, _: progress(done, max(done, total)))
        except NotSignedError:
            raise failure("that checkpoint is of a longer log than this one") from None
        except StoreMovedOnError:
            raise failure("a history left the store meanwhile: ask again") from None
        except LogForkedError as why:
            raise failure(why) from None
    typer.echo(f"{output}: {octets} octets.{_ON_FORM[made]} Check it with: griffie verify {output}")


def _signed_note(store: Store, path: Path) -> str:
    note = path.read_text("utf-8")
    try:
        store.log.must_be_ours(note)
    except BadNoteError as why:
        raise failure(f"the checkpoint: {why}") from None
    return note


def _make_bundle(
    store: Store,
    named: str | None,
    reason: str | None,
    purpose: LookPurpose,
    language: Language | None,
    older: str | None,
    *,
    form: Form | None,
) -> Iterable[bytes]:
    engine = store.engine
    if named is None:
        spoken = language or engine.profile.languages.default
        return engine.bundles.of_register(OPERATOR, BundleOptions(spoken, older=older))
    request = engine.requests.load(find_request(engine.named, named))
    if reason is not None:
        said = stated(OPERATOR, Why(purpose, reason))
        if not request.erased:
            engine.requests.reveal(request, engine.now(OPERATOR), said)
    spoken, opening = language or request.language, reason is not None
    asked = BundleOptions(spoken, form=form, older=older, opened=opening)
    return engine.bundles.of_request(OPERATOR, request, asked)


def write(output: Path, chunks: Iterable[bytes], progress: Progress) -> int:
    """Write a bundle to a file that only its owner can read (mode 0600); gives the number of bytes.

    The file has its name only once it is complete. Raises OSError.
    """
    draft, done = output.with_name(f"{output.name}.part"), 0
    draft.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            for chunk in chunks:
                file.write(chunk)
                done += len(chunk)
                progress(done, done)
        draft.replace(output)
    finally:
        draft.unlink(missing_ok=True)
    return done
