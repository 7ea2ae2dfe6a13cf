"""Where each command stands. `griffie --help` reads this page and imports no other."""

from typing import NamedTuple


class CommandPlace(NamedTuple):
    """Where a command stands: a module of this package, and a function in it."""

    module: str
    function: str
    summary: str
    """The first paragraph of the function's docstring: what `griffie --help` says of it."""


COMMANDS = {
    "init": CommandPlace(
        "init",
        "init",
        "Set up a new office: its profile, its store, its keys and its first administrator.",
    ),
    "serve": CommandPlace(
        "serve",
        "serve",
        "Serve the console and the API of one store, or of many, in the foreground.",
    ),
    "work": CommandPlace(
        "work",
        "work",
        "Tick, audit, take in and send mail, tell webhooks: for a store on a server, without HTTP.",
    ),
    "doctor": CommandPlace(
        "doctor",
        "doctor",
        "Look for everything that can be wrong, and say what to do. Exit 0: well, 1: not, 2: no "
        "store.",
    ),
    "receive": CommandPlace(
        "receive",
        "receive",
        "Take e-mails in as requests; attachments, and the mails themselves, as documents.",
    ),
    "register": CommandPlace(
        "register",
        "register",
        "Register a request that is no mail: by post, by telephone or in person.",
    ),
    "import": CommandPlace(
        "import_register",
        "import_register",
        "Take over an earlier register, line by line. Begun again, it imports nothing twice.",
    ),
    "export": CommandPlace(
        "export",
        "export",
        "Write the register, the trail, the figures or the calendar of deadlines into a file.",
    ),
    "tick": CommandPlace(
        "tick",
        "tick",
        "Raise the reminders and record the missed deadlines that are due by now, each once.",
    ),
    "show": CommandPlace(
        "show",
        "show",
        "A request as it stands, or as it stood at an instant, a position of the log or a version.",
    ),
    "dashboard": CommandPlace(
        "show",
        "dashboard",
        "What is due, late and waiting: today, at the end of a day, or at a moment.",
    ),
    "diff": CommandPlace(
        "show", "diff", "What changed between two moments, of a request or of the whole register."
    ),
    "deadline": CommandPlace(
        "deadline",
        "deadline",
        "Reckon when an answer is due: Article 12(3) GDPR, Regulation 1182/71.",
    ),
    "rebuild": CommandPlace(
        "maintenance",
        "rebuild",
        "Make projections again from the events; the old ones serve until the new ones are ready.",
    ),
    "audit": CommandPlace(
        "maintenance",
        "audit",
        "Check every event, the log, every checkpoint and every projection. Exit 1: not "
        "consistent.",
    ),
    "erase": CommandPlace(
        "maintenance",
        "erase",
        "Destroy the personal data of a closed request: keys and ciphertexts. Its history stays.",
    ),
    "dossier": CommandPlace(
        "dossier",
        "dossier",
        "Write the evidence of a request, or of the register, into a file. That is recorded.",
    ),
    "inspection": CommandPlace(
        "inspection",
        "inspection",
        "Write the file for an inspection: chosen requests in one signed bundle. That is recorded.",
    ),
    "verify": CommandPlace(
        "verify",
        "verify",
        "Check a bundle or a receipt, offline. Exit 0: consistent; 1: not, in words; 2: "
        "unreadable.",
    ),
    "retention": CommandPlace(
        "retention",
        "retention",
        "What is due to be erased, and why. With --carry-out it is: nothing under a "
        "hold, all once.",
    ),
    "backup": CommandPlace(
        "backup", "backup", "Copy a store while it is served, its keys apart, and check the copy."
    ),
    "restore": CommandPlace(
        "backup",
        "restore",
        "Put a backup in a new folder, and erase again what was erased since it was made.",
    ),
    "new-log": CommandPlace(
        "backup",
        "new_log",
        "Let a store from an older backup go on as a new log, which names the end of the old one.",
    ),
    "migrate": CommandPlace(
        "migrate",
        "migrate",
        "Bring a store to the newest version: first a backup, then what was unsigned is signed.",
    ),
    "move": CommandPlace(
        "move",
        "move",
        "Move the store of a folder to a PostgreSQL server, whole, and never serve the folder "
        "again.",
    ),
    "law": CommandPlace(
        "law",
        "law",
        "What a provision is called and says, in four languages, and where it stands in the code.",
    ),
    "list": CommandPlace(
        "show",
        "list_requests",
        "The register by due date, as it stands or as it stood at an instant or a position.",
    ),
    "webhook add": CommandPlace(
        "webhook",
        "add_webhook",
        "Tell another program what happens from now on. Its secret is the last word, shown once.",
    ),
    "webhook list": CommandPlace(
        "webhook",
        "list_webhooks",
        "Every webhook: its id, its host, of what it is told, and how it stands.",
    ),
    "webhook test": CommandPlace(
        "webhook",
        "try_webhook",
        "Send a message that speaks of no request, and say what became of it. Exit 2: not taken.",
    ),
    "webhook resume": CommandPlace(
        "webhook",
        "resume_webhook",
        "Try again at once, also where it has stopped: from where it stopped.",
    ),
    "webhook remove": CommandPlace("webhook", "remove_webhook", "Tell nothing there any more."),
    "outbox list": CommandPlace(
        "outbox",
        "list_outbox",
        "What waits to be sent, may have left, or was not sent. To whom and what is not shown.",
    ),
    "outbox send": CommandPlace(
        "outbox",
        "send_outbox",
        "Send once what waits and is due, as griffie serve --relay does all day.",
    ),
    "outbox settle": CommandPlace(
        "outbox",
        "settle_mail",
        "Decide about a message: send it again, say that it was sent, or drop it.",
    ),
    "mailbox check": CommandPlace(
        "mailbox",
        "check_mailboxes",
        "Sign in to each mailbox and count what would be taken in; nothing is taken.",
    ),
    "mailbox take": CommandPlace(
        "mailbox",
        "take_mailboxes",
        "Take in once what each mailbox holds, as griffie serve --mailboxes does all day.",
    ),
    "mailbox settle": CommandPlace(
        "mailbox",
        "settle_mailbox",
        "Say that a person saw to the mails of a mailbox that could not be taken in.",
    ),
    "token create": CommandPlace(
        "tokens", "create_token", "Make a token. It is shown once: the last word of the output."
    ),
    "token list": CommandPlace(
        "tokens",
        "list_tokens",
        "Every token that was made: its id, account, role, whose it is, and whether it is good.",
    ),
    "token revoke": CommandPlace(
        "tokens", "revoke_token", "End a token, and at once every session that it opened."
    ),
    "token renew": CommandPlace(
        "tokens",
        "renew_token",
        "End a token and make another for the same account: the last word of the output.",
    ),
    "people list": CommandPlace(
        "tokens",
        "list_people",
        "Everybody who ever had an account: account, role, name, other accounts of the same "
        "person.",
    ),
    "people password": CommandPlace(
        "tokens",
        "give_password",
        "Make a one-time password, good for seven days: the last word of the output.",
    ),
    "people join": CommandPlace(
        "tokens",
        "join_people",
        "Record that two accounts are one person's: four eyes then need somebody else.",
    ),
    "people end": CommandPlace(
        "tokens",
        "end_account",
        "End an account for good, with its tokens and sessions. What it did stays on record.",
    ),
}
"""By the name that is typed, in the order of `griffie --help`."""
