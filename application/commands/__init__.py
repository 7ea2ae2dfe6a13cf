"""Everything one may ask, a page a phase.

A command is its own request body: docstring, fields and limits are the API's documentation; its
name is the path, the step and, in the past tense, the event. What a person types is a
`Disclosure`: it goes to the vault, and the domain sees only its digest.
"""

from application.commands import aftermath, answer, decision, gates, intake
from application.commands.aftermath import ErasePersonalData, Link, RecordComplaint, Reopen
from application.commands.answer import Close, Fulfil, Inform, NotifyRecipient, OmitNotification
from application.commands.command import Command, Day, Load
from application.commands.decision import (
    ApplyException,
    ApproveRefusal,
    FindNotApplicable,
    Grant,
    Refuse,
    RevokeDecision,
    Withdraw,
)
from application.commands.gates import (
    AskClarification,
    DoubtIdentity,
    ExtendDeadline,
    FailIdentity,
    ReceiveClarification,
    VerifyIdentity,
)
from application.commands.intake import (
    Acknowledge,
    AddClaim,
    AddNote,
    Assign,
    CorrectReceipt,
    CorrectRequester,
    ForwardedBy,
    InvokedRight,
    Receive,
    ReclassifyClaim,
    Representative,
    Requester,
)

COMMANDS: tuple[type[Command], ...] = (
    *intake.COMMANDS,
    *gates.COMMANDS,
    *decision.COMMANDS,
    *answer.COMMANDS,
    *aftermath.COMMANDS,
)

__all__ = [
    "COMMANDS",
    "Acknowledge",
    "AddClaim",
    "AddNote",
    "ApplyException",
    "ApproveRefusal",
    "AskClarification",
    "Assign",
    "Close",
    "Command",
    "CorrectReceipt",
    "CorrectRequester",
    "Day",
    "DoubtIdentity",
    "ErasePersonalData",
    "ExtendDeadline",
    "FailIdentity",
    "FindNotApplicable",
    "ForwardedBy",
    "Fulfil",
    "Grant",
    "Inform",
    "InvokedRight",
    "Link",
    "Load",
    "NotifyRecipient",
    "OmitNotification",
    "Receive",
    "ReceiveClarification",
    "ReclassifyClaim",
    "RecordComplaint",
    "Refuse",
    "Reopen",
    "Representative",
    "Requester",
    "RevokeDecision",
    "VerifyIdentity",
    "Withdraw",
]
