"""Why a store cannot be opened, served, copied or put back: each a sentence for the operator."""


class StoreError(Exception):
    """The store cannot be opened. Says which, and what to do."""


class MasterKeyError(Exception):
    """The store cannot be opened with this master key. Says which file and what to do next."""


class UnusableLogKeyError(Exception):
    """The file of the log's signing key cannot be used. Never says what stands in it."""


class AlreadyServingError(Exception):
    """Another process serves this folder. Says which, and what to do."""


class BackupError(Exception):
    """No backup is made, or none is restored. Says why, and what to do."""
