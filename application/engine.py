"""The engine: one opened store, with everything that HTTP, console and command line may use."""

from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from eventsourcing.persistence import PersistenceError

from griffie.application.access.absences import Absences, Cover, cover_on, reminded_for
from griffie.application.access.accounts import Accounts
from griffie.application.access.credentials import Credentials
from griffie.application.access.directory import Directory
from griffie.application.access.passkey_sign_in import PasskeySignIn
from griffie.application.access.proof import Proofs
from griffie.application.access.provider_accounts import ProviderAccounts
from griffie.application.access.roles import Account
from griffie.application.access.saved_views import SavedViews
from griffie.application.access.searches import Searches
from griffie.application.access.sign_in import SignIn
from griffie.application.access.trail import AccessTrail
from griffie.application.access.tries import Tries
from griffie.application.controller.profile import ControllerProfile
from griffie.application.dossier.bundles import Bundles
from griffie.application.intake.mail import MailReader
from griffie.application.intake.mailbox_places import MailboxPlaces
from griffie.application.intake.message import MessageStore
from griffie.application.leading import Leading
from griffie.application.letters.paper import KeptPapers, LetterPaper
from griffie.application.maintenance.health import Vitals
from griffie.application.maintenance.watch import Watch
from griffie.application.portal.links import Links
from griffie.application.ports import History, Log, Progress, TieredVault
from griffie.application.projections.announcements import AnnouncementsView
from griffie.application.projections.imported import ImportedView
from griffie.application.projections.making import ViewsBeingMadeError
from griffie.application.projections.projections import Mender
from griffie.application.projections.projector import Projector
from griffie.application.projections.trail import TrailView
from griffie.application.redaction.covers import Redactor
from griffie.application.register.view import RegisterView
from griffie.application.reports.figures import FiguresView
from griffie.application.requests.together import GroupedRequests
from griffie.application.retention.carry_out import EVERYTHING, ErasureResult, Selection, carry_out
from griffie.application.retention.schedule import Kept, RetentionView
from griffie.application.sending.outbox import Outbox
from griffie.application.webhooks.delivery import Delivery
from griffie.domain.model.setting import Controller, Occasion


@dataclass(frozen=True)
class Engine:
    """One opened store, as HTTP, the console, the command line or your own program uses it."""

    requests: GroupedRequests
    history: History
    vault: TieredVault
    messages: MessageStore
    """The inbox: what came in and is no request yet."""
    mailboxes: MailboxPlaces
    """How far each watched mailbox was taken in."""
    outbox: Outbox
    """What waits to be sent by e-mail, and what became of it."""
    read_mail: MailReader
    letter_paper: LetterPaper
    """Sets a letter on paper, for who sends it along as PDF."""
    redactor: Redactor
    """Draws documents anew, with something covered."""
    log: Log
    leading: Leading
    """Which of the processes that serve the store does what goes on beside serving."""
    at_once: Callable[[], AbstractContextManager[None]]
    """Within the block nobody is waited for: what would wait raises the library's errors, or
    KeyUnavailableError."""
    still_alive: Callable[[], None]
    """Leaves a sign of life, by which a clock that jumped is known. Raises ClockAheadError."""
    watch: Watch
    """Audits the store by itself while it is served."""
    checkpoint: Callable[[], str]
    """The newest signed checkpoint: one of now, unless another process holds the store's lock."""
    access: Accounts
    directory: Directory
    """Who may sign in, as an administrator manages it."""
    credentials: Credentials
    """With what people sign in beside tokens: passwords and second factors."""
    provider_accounts: ProviderAccounts
    """Accounts of who comes through the sign-in provider of the office."""
    passkeys: PasskeySignIn
    """Signing in with a passkey."""
    absences: Absences
    """Who is away, and who stands in."""
    saved_views: SavedViews
    """Views of the work queue that people keep under a name."""
    sign_in: SignIn
    """Signing in with a password, step by step."""
    tries: Callable[[], Tries]
    """Gives what was tried of late, by which guessing and flooding are slowed down."""
    proofs: Proofs
    """That somebody showed a short while ago who they are."""
    webhooks: Delivery
    """Which other programs are told that something happened."""
    bundles: Bundles
    """Makes evidence bundles and receipts."""
    papers: KeptPapers
    """The profiles and logos of before: on which paper a letter went out."""
    register: RegisterView
    trail: TrailView
    access_trail: AccessTrail
    """Where exports and refusals are recorded."""
    searches: Searches
    """Where it is recorded who searched for a person."""
    projectors: tuple[Projector, ...]
    profile: ControllerProfile
    controller: Controller
    clock: Callable[[], datetime]
    mac: Callable[[bytes], str]
    """A keyed digest (hexadecimal) of bytes that must be recognised later and never be read."""
    links: Links
    """Seals what a link of the portal carries."""
    past: Callable[[int], AbstractContextManager[RegisterView]]
    """The register as it was when the log had so many entries."""
    figures: Callable[[], FiguresView]
    """The rows from which annual figures are counted, brought up to date first."""
    retention: Callable[[], RetentionView]
    """What is due to be erased, brought up to date first."""
    announced: Callable[[], AnnouncementsView]
    """What was announced to everybody and who refused it, brought up to date first."""
    imported: Callable[[], ImportedView]
    """The lines of earlier registers that were imported, brought up to date first."""
    vitals: Vitals
    """What can be measured of the store and its disk."""
    mend_views: Mender
    """Rebuilds the projections that are ahead of the log or lack rows; gives their names."""
    views_made: Callable[[], int]
    """About how many percent of the views are current: fewer than 100 while they are made anew."""
    erasures_waiting: Callable[[], int]
    """How many erasures are recorded and were cut off before they were done."""
    close: Callable[[], None]

    def now(self, account: Account, also: frozenset[str] | None = None) -> Occasion:
        """Who acts, at which instant (UTC), and for which controller.

        `also` are the accounts of that person, where they were asked for a moment ago.
        """
        also = self.directory.same_person(account.id) if also is None else also
        return Occasion(account.id, self.clock(), self.controller, also)

    def cover(self, account: Account) -> Cover:
        """Who is away today, and for whom an account works."""
        return cover_on(self.absences.all(), account.id, self.today())

    def reminded_for(self, account: Account) -> frozenset[str]:
        """Every account of whose work this one is reminded today: see `access.absences`."""
        return reminded_for(self.absences.all(), account.id, self.today())

    def today(self) -> date:
        """The day in Brussels."""
        return Occasion("", self.clock()).today

    def carry_out(
        self,
        account: Account,
        on: date,
        only: Selection = EVERYTHING,
        progress: Progress = lambda _done, _all: None,
    ) -> list[ErasureResult]:
        """Erase what is due by `on`, a civil day in Brussels, and remove it from every view.

        `progress` is told how many requests are done, and of how many. Gives what became of each
        thing that was due. Raises KeyUnavailableError, ContentionError: what was done before stays
        done, the rest is still due.
        """
        due = self.retention().due(on)
        listed = [one for one in due if any(only.takes(one.id, kept) for kept in Kept)]
        found = carry_out(
            self.requests, listed, self.now(account), on, only=only, progress=progress
        )
        for catch_up in (self.current, self.figures, self.retention):
            catch_up()
        self.vault.forget()
        return found

    def current(self) -> RegisterView:
        """The register, with everything that was recorded until now."""
        for projector in self.projectors:
            projector.catch_up()
        return self.register

    def current_at_once(self) -> RegisterView | None:
        """The same, waiting for nobody; None where something has to be brought up to date first."""
        return self.register if all(one.is_current() for one in self.projectors) else None

    def named(self, reference: str) -> UUID | None:
        """The id of the request that has a reference; none where no request has it.

        Asked while the register is made anew, an old row may know. Raises ViewsBeingMadeError where
        none does.
        """
        try:
            return self.current().named(reference)
        except ViewsBeingMadeError:
            with suppress(PersistenceError):  # the table of another release may lack a column
                if known := self.register.named(reference):
                    return known
            raise
