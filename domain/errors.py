"""The tree of our errors. Every error of Griffie's own derives from `GriffieError`.

A name that ends in … is a group: who presents an error and does not know its class treats it as
its group. In brackets stands the code, which is stable.

    GriffieError …                     failed
    ├── StepRefusedError …             state           the step may not be taken now
    │   ├── UnlawfulError …            unlawful        a provision forbids it
    │   │   └── UnsaidError            unsaid          an answer leaves out what must be told
    │   └── OutOfOrderError            out-of-order    only the order of the steps forbids it
    ├── UnusableInputError …           malformed       what was given cannot be used
    │   ├── BadInputError              bad-input       a field of a step
    │   ├── NoSuchMomentError …        no-moment       a moment of the past
    │   │   └── BeforeFirstEntryError  before-log      a moment before the log begins
    │   ├── OutsideCalendarError       no-calendar     a day of which the calendar says nothing
    │   ├── OutOfRangeError            out-of-range    an index or a size of the log
    │   ├── BadNoteError               bad-note        a checkpoint, a signature or a key
    │   ├── UnansweredError            unanswered      an option, or an answer at the terminal
    │   ├── TooManyViewsError          too-many-views  of the work queue, kept by one account
    │   ├── UnreadableRegisterError    bad-register    another register, or how it is to be read
    │   ├── UnreadableMailError        bad-mail        an e-mail
    │   ├── MailRefusedError           mail-refused    for good, by the mail relay
    │   ├── UnreadableDocumentError    bad-document    a document that is to be covered
    │   ├── BadWebhookError            bad-webhook     the address of one
    │   ├── UnbelievedAnswerError      unbelieved-answer   of the sign-in provider
    │   ├── UnbelievedIdentityError    unbelieved-identity what the own site signs
    │   ├── BadOpenDsrError            bad-opendsr     what another controller hands on
    │   ├── UnbelievedMessageError     unbelieved-message  of an agent
    │   ├── BadDrpError                bad-drp         what an agent brings
    │   └── UnreadableBundleError      bad-bundle      a bundle or a receipt
    ├── NotFoundError …                not-found       what was named is not here
    │   ├── UnknownRequestError        unknown
    │   ├── UnknownMessageError        unknown-message
    │   ├── UnknownMailError           unknown-mail    of the outbox
    │   ├── NoSuchAccountError         no-such-account
    │   ├── NoSuchWebhookError         no-such-webhook
    │   ├── ClosedLinkError            closed-link     to a search
    │   └── NotSignedError             no-checkpoint
    ├── ConflictError …                conflict        something has changed, or was said before
    │   ├── StaleVersionError          stale
    │   ├── DirectoryMovedOnError      directory-moved-on
    │   ├── KeyReusedError             key-reused
    │   ├── IdentityUsedError          identity-used
    │   ├── MessageOnFileError         on-file
    │   ├── MessageSettledError        message-settled
    │   ├── MessageWaitsError          message-waits
    │   ├── MessageErasedError         message-erased
    │   ├── MailSettledError           mail-settled    of the outbox
    │   ├── SendingElsewhereError      sending
    │   └── KeyErasedError             erased
    ├── TryAgainError …                try-again       it may succeed in a moment
    │   ├── ContentionError            busy
    │   ├── KeyUnavailableError        key-unavailable
    │   ├── SignInUnavailableError     sign-in
    │   ├── TooManyAtOnceError         too-many-at-once
    │   ├── ProviderAwayError          provider-away   the sign-in provider of the office
    │   ├── MailServerError            mail-server     of a watched mailbox
    │   ├── MailNotGivenError          mail-not-given
    │   ├── RelayAwayError             relay           that sends our messages
    │   ├── MailNotTakenError          mail-not-taken
    │   ├── HandOverCutError           hand-over-cut
    │   ├── NoLookupError              no-lookup
    │   ├── StoreMovedOnError          moved-on
    │   ├── FoldersEndedError          folders         processes that fold projections
    │   ├── ViewsBeingMadeError        views           after an upgrade: lists and figures
    │   └── ErasureIncompleteError     erasure-waits
    ├── DamagedStoreError …            damaged         what is stored is not what was written
    │   ├── TamperedError              tampered
    │   ├── UnreadableEventError       bad-event
    │   ├── MisreadError               misread
    │   └── LogForkedError …           log
    │       ├── StoreBehindError       log-behind
    │       ├── AnchorMissingError     log-unanchored
    │       └── UnfitEventError        unfit-event
    ├── OperatorNeededError …          operator        who runs Griffie has to mend something first
    │   ├── StoreError                 no-store
    │   ├── MasterKeyError             master-key
    │   ├── UnusableLogKeyError        log-key
    │   ├── WordsMissingError          no-words
    │   ├── AlreadyServingError        serving
    │   ├── AddressError               address
    │   ├── TooFewFilesError           too-few-files
    │   ├── UnreadableProfileError     bad-profile
    │   ├── BadControllersError        bad-controllers
    │   ├── BadMailboxesError          bad-mailboxes
    │   ├── BadSignInFileError         bad-sign-in-file
    │   ├── BadOwnSiteError            bad-own-site
    │   ├── BadOpenDsrFileError        bad-opendsr-file
    │   ├── BadDrpFileError            bad-drp-file
    │   ├── BadRelayError              bad-relay
    │   ├── ParquetMissingError        no-parquet
    │   ├── EventTooNewError           too-new
    │   ├── ClockWrongError …          clock-wrong
    │   │   ├── ClockBehindError       clock
    │   │   ├── ClockAheadError        clock-ahead
    │   │   └── ClockApartError        clock-apart
    │   └── BackupError                backup
    ├── BundleTooLargeError            too-much
    ├── NothingToRecordError           nothing         of the clock alone: it is never shown
    ├── RequestRefusedError            refused         of HTTP: not signed in, not allowed
    └── NotSignedInError …             signed-out      of the console: leads to the sign-in page
        └── NotProvedError             not-proved      and this one to the proof of who it is

An error stands beside the code that raises it, or, where another layer catches it, in a lower layer
that both may import. Three presenters know the tree: `api.http.problems`, `api.console.frame.
problem_page` and `api.cli.options`. The two stand-alone verifiers of bundles have errors of their
own: they import nothing of Griffie, on purpose.
"""

from collections.abc import Mapping
from typing import ClassVar, TypeVar

T = TypeVar("T")


class GriffieError(Exception):
    """Base of all our errors: a code, a sentence and what to do next.

    `str(error)` is the sentence of this error where it has its own, else `sentence`. `sentence`
    and `remedy` alone may be shown to everybody: they name no file and repeat no input.
    """

    code: ClassVar[str] = "failed"
    """Names the class for programs. Kebab-case; it never changes."""
    sentence: ClassVar[str] = "Griffie failed at this"
    """What is wrong, in English, without a full stop."""
    remedy: ClassVar[str] = ""
    """What to do next, in English, without a full stop; empty where nothing can be done."""

    def __str__(self) -> str:
        return super().__str__() or self.sentence


class UnusableInputError(GriffieError):
    """What was given cannot be used: a date, a moment, an e-mail, a bundle."""

    code = "malformed"
    sentence = "What was given cannot be used"


class NotFoundError(GriffieError):
    """What was named is not here, or was not here yet."""

    code = "not-found"
    sentence = "What was named is not here"


class ConflictError(GriffieError):
    """Something has changed since the caller looked, or the same was said before."""

    code = "conflict"
    sentence = "This does not fit what is recorded already"


class TryAgainError(GriffieError):
    """Nothing is lost, and the same may succeed in a moment."""

    code = "try-again"
    sentence = "This cannot be done at the moment"
    remedy = "try again"


class DamagedStoreError(GriffieError):
    """What is stored is not what was written: an audit says more."""

    code = "damaged"
    sentence = "What is stored is not what was written"
    remedy = "run griffie audit"


class OperatorNeededError(GriffieError):
    """Who runs Griffie has to mend something first: a file, a key, the machine."""

    code = "operator"
    sentence = "Griffie cannot work with what it finds on this machine"
    remedy = "ask the operator to look"


def nearest(error: Exception, table: Mapping[type[Exception], T]) -> T:
    """What a table says of the error's class, or of the nearest class above it.

    Raises LookupError where the table names none of them.
    """
    for kind in type(error).__mro__:
        if kind in table:
            return table[kind]
    raise LookupError(f"no treatment of {type(error).__name__}")
