"""Why nothing can be sent at all: what is missing in the profile, or of who asks."""

from griffie.domain.model.errors import OutOfOrderError


def no_address() -> OutOfOrderError:
    """Where a message has nowhere to go."""
    return OutOfOrderError(
        "no e-mail address is known to which it could be sent: correct the requester first"
    )


def no_portal() -> OutOfOrderError:
    """Where an answer cannot be laid ready."""
    return OutOfOrderError(
        "the profile does not say where people reach the portal: write portal in its table [mail]"
    )


def not_held() -> OutOfOrderError:
    """Where a letter and the secret code of the portal belong to different people."""
    return OutOfOrderError(
        "whoever has the secret code is not who this letter goes to: send the files another way"
    )


def no_sender() -> OutOfOrderError:
    """Where a message comes from nowhere."""
    return OutOfOrderError(
        "the profile names no address to send from: write send_from in its table [mail]"
    )
