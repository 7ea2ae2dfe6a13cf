"""Errors about files, keys, mails and bundles, raised by adapters: see `domain.errors`."""

from griffie.domain.errors import OperatorNeededError, TryAgainError, UnusableInputError


class StoreError(OperatorNeededError):
    """The store cannot be opened. Says which, and what to do."""

    code = "no-store"
    sentence = "The store cannot be opened"


class MasterKeyError(OperatorNeededError):
    """The store cannot be opened with this master key. Says which file and what to do next."""

    code = "master-key"
    sentence = "The store cannot be opened with this master key"


class SignInUnavailableError(TryAgainError):
    """The sign-in file does not answer, or is damaged: nobody can be let in at the moment."""

    code = "sign-in"
    sentence = "Nobody can be let in: the sign-in file cannot be read"
    remedy = "the operator has to run griffie doctor"


class UnusableLogKeyError(OperatorNeededError):
    """The file of the log's signing key cannot be used. Never says what stands in it."""

    code = "log-key"
    sentence = "The log's signing key cannot be used"


class AlreadyServingError(OperatorNeededError):
    """Another process serves this folder. Says which, and what to do."""

    code = "serving"
    sentence = "Another process serves this store"
    remedy = "stop that one first"


class BackupError(OperatorNeededError):
    """No backup is made, or none is restored. Says why, and what to do."""

    code = "backup"
    sentence = "The backup cannot be made or restored"


class UnreadableMailError(UnusableInputError):
    """Why this mail cannot be taken in by itself, and what to do instead."""

    code = "bad-mail"
    sentence = "This mail cannot be taken in by itself"
    remedy = "if it asks something, enter it by hand with the day on which it came"


class MailServerError(TryAgainError):
    """A mail server is not there, or does not let us in. Says what it is, never with which word."""

    code = "mail-server"
    sentence = "The mail server does not answer as it should"
    remedy = "it is tried again by itself"


class MailNotGivenError(TryAgainError):
    """A mail server has a mail and does not give it."""

    code = "mail-not-given"
    sentence = "The mail server does not give this mail"
    remedy = "open it in a mail program"


class BadMailboxesError(OperatorNeededError):
    """The file that says which mailboxes are watched cannot be used. Never says a value of it."""

    code = "bad-mailboxes"
    sentence = "The file of mailboxes cannot be used"


class BadControllersError(OperatorNeededError):
    """The file that says which controllers are served cannot be used. Never says a value of it."""

    code = "bad-controllers"
    sentence = "The file of controllers cannot be used"


class BadOwnSiteError(OperatorNeededError):
    """The file of the own site cannot be used. Says where and why, never with which value."""

    code = "bad-own-site"
    sentence = "The file of the own site cannot be used"


class BadDrpFileError(OperatorNeededError):
    """The file of agents cannot be used. Says where and why, never with which value."""

    code = "bad-drp-file"
    sentence = "The file of agents cannot be used"


class BadOpenDsrFileError(OperatorNeededError):
    """The file of OpenDSR cannot be used. Says where and why, never with which value."""

    code = "bad-opendsr-file"
    sentence = "The file of OpenDSR cannot be used"


class BadSignInFileError(OperatorNeededError):
    """The file that names the sign-in provider cannot be used. Never says a value of it."""

    code = "bad-sign-in-file"
    sentence = "The file of the sign-in provider cannot be used"


class RelayAwayError(TryAgainError):
    """The mail relay is not there, or lets nobody in: nothing left. Never says to whom."""

    code = "relay"
    sentence = "The mail relay does not answer as it should"
    remedy = "it is tried again by itself"


class MailNotTakenError(TryAgainError):
    """The relay does not take this message now: it did not leave. Says a code, and no words."""

    code = "mail-not-taken"
    sentence = "The mail relay does not take this message now"
    remedy = "it is tried again by itself"


class MailRefusedError(UnusableInputError):
    """The relay will never take this message. Says a code of RFC 5321 and 3463, and no words."""

    code = "mail-refused"
    sentence = "The mail relay refused this message for good"
    remedy = "look whether the address is right, or send the letter another way"


class MailTooLargeError(MailRefusedError):
    """The relay takes no message of this size (RFC 1870)."""

    code = "mail-too-large"
    sentence = "The mail relay takes no message of this size"
    remedy = "send the letter once more and let its files go by a link of the portal"


class HandOverCutError(TryAgainError):
    """The line broke while the relay took a message over: it may have left, or not."""

    code = "hand-over-cut"
    sentence = "Nobody knows whether this message left"
    remedy = "a person decides in the outbox"


class BadRelayError(OperatorNeededError):
    """The file that names the mail relay cannot be used. Never says a value of it."""

    code = "bad-relay"
    sentence = "The file of the mail relay cannot be used"


class UnreadableRegisterError(UnusableInputError):
    """A file with another register, or the mapping that says how it is read, cannot be used.

    Says where and why; repeats nothing of the file but the names of its columns.
    """

    code = "bad-register"
    sentence = "This file, or the mapping of its columns, cannot be used"
    remedy = "mend it, and try again with --dry-run"


class UnreadableBundleError(UnusableInputError):
    """The file is no bundle and no receipt, or damaged. Says why; repeats nothing of it."""

    code = "bad-bundle"
    sentence = "This file is no bundle and no receipt, or it is damaged"
