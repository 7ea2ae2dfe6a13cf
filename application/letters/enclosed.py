"""What goes with a letter: the receipt, with the acknowledgement."""

from dataclasses import replace

from griffie.application.dossier.bundles import Bundles
from griffie.application.dossier.receipt import note_in, receipt_name
from griffie.application.letters.letter import ComposedLetter, LetterKind, Receipt
from griffie.application.letters.phrases import Speaker
from griffie.domain.rights_request import RightsRequest


def with_receipt(
    letter: ComposedLetter, request: RightsRequest, bundles: Bundles
) -> ComposedLetter:
    """An acknowledgement with its receipt as of now; any other letter as it is.

    Raises UnfitEventError, LogForkedError: what a receipt raises.
    """
    if letter.kind is not LetterKind.ACKNOWLEDGEMENT:
        return letter
    octets = bundles.receipt(request)
    caption = Speaker(letter.language).say("receipt/note")
    made = Receipt(receipt_name(request.id), octets, note_in(octets), caption)
    return replace(letter, receipt=made)
