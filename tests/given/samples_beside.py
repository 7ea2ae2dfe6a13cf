"""One sample of every event that stands beside the requests."""

from datetime import date
from uuid import UUID

from griffie.domain import events
from griffie.domain.housekeeping import Export, LookPurpose
from griffie.domain.model.event import Event
from griffie.domain.model.values import Sealed
from griffie.domain.request.vocabulary import Channel
from griffie.domain.searches import SearchedBy
from griffie.domain.upkeep import Anchored, AuditScope

STREAM, OTHER = UUID(int=1), UUID(int=2)

BESIDE: tuple[Event, ...] = (
    events.PersonalDataRevealed(
        request=STREAM, at_version=7, reason=Sealed("a" * 43), purpose=LookPurpose.ANSWER_QUESTION
    ),
    events.PersonSearched(
        by=SearchedBy.NAME,
        sought=Sealed("a" * 43),
        hits=2,
        purpose=LookPurpose.SUPERVISION,
        reason=Sealed("b" * 43),
    ),
    events.SearchWordsOpened(purpose=LookPurpose.SUPERVISION, reason=Sealed("b" * 43)),
    events.SearchWordsErased(month="2026-03", searches=12),
    events.PersonLookedUp(request=STREAM, at_version=7),
    events.StreamErased(stream=OTHER, events=12),
    events.FiguresKept(
        year=2026,
        requests=5,
        tables={"by channel": {"email": 4, "post": 1}, "state": {"answered": 5}},
    ),
    events.PurposeAnnounced(
        purpose="study",
        announced_on=date(2026, 3, 20),
        basis="f",
        direct_marketing=False,
        told=1200,
        segment="subscribers",
        channel=Channel.EMAIL,
    ),
    events.MessageSetAside(message=OTHER),
    events.MessageTakenBack(message=OTHER),
    events.DataExported(what=Export.DOSSIER, request=STREAM, at_version=7),
    events.CommandRefused(
        command="extend-deadline", problem="/law/gdpr/12/3", request=STREAM, at_version=7
    ),
    events.AccessCarriedOver(accounts=3, tokens=5),
    events.AccountMade(account="u-7k3f9q2m", role="handler"),
    events.AccountEnded(account="u-7k3f9q2m"),
    events.TokenMade(
        account="u-7k3f9q2m", token="0a1b2c3d4e5f", expires_on=date(2027, 3, 20), scope="read"
    ),
    events.TokenEnded(account="u-7k3f9q2m", token="0a1b2c3d4e5f"),
    events.SessionsEnded(account="u-7k3f9q2m", token="0a1b2c3d4e5f"),
    events.PasswordSet(account="u-7k3f9q2m", password="0a1b2c3d4e5f", one_time=True),
    events.PasswordEnded(account="u-7k3f9q2m", password="0a1b2c3d4e5f"),
    events.SecondFactorSet(account="u-7k3f9q2m", factor="5f4e3d2c1b0a"),
    events.SecondFactorEndProposed(account="u-7k3f9q2m", factor="5f4e3d2c1b0a"),
    events.SecondFactorEnded(account="u-7k3f9q2m", factor="5f4e3d2c1b0a", proposed_by="u-2m9q7k3f"),
    events.RecoveryCodeUsed(account="u-7k3f9q2m", factor="5f4e3d2c1b0a", code="112233445566"),
    events.WebhookAdded(webhook="0b1c2d3e4f5a", kinds=("received", "closed")),
    events.WebhookStopped(webhook="0b1c2d3e4f5a"),
    events.WebhookResumed(webhook="0b1c2d3e4f5a"),
    events.WebhookRemoved(webhook="0b1c2d3e4f5a"),
    events.PasskeyAdded(account="u-7k3f9q2m", passkey="0a1b2c3d4e5f"),
    events.PasskeyEnded(account="u-7k3f9q2m", passkey="0a1b2c3d4e5f"),
    events.ProviderLinked(account="u-7k3f9q2m", link="7a8b9c0d1e2f"),
    events.SecondFactorDemanded(roles=("dpo", "admin")),
    events.AccountsJoined(account="u-7k3f9q2m", other="u-2", reason=Sealed("b" * 43)),
    events.KnocksCounted(
        on=date(2026, 3, 20),
        failed_sign_ins=3,
        unknown_tokens=12,
        refusals_not_written=0,
        sign_ins=41,
        held_up=("u-7k3f9q2m",),
    ),
    events.ClockAccepted(alive_at="2026-03-20T10:00:00+00:00"),
    events.StoreAudited(scope=AuditScope.WHOLE, entries=1200, findings=0),
    events.AuditMade(entries=1200, held=2),
    events.BackupBegun(entries=1200),
    events.BackupFailed(),
    events.StoreRestored(entries=1200, erased_again=1),
    events.StoreMigrated(was=1, lines_signed=3, lines_left=1, answers_sealed=2),
    events.AnchorAccepted(
        missing=(Anchored.KEPT, Anchored.BEHIND), entries=40, because=Sealed("b" * 43)
    ),
    events.LogContinued(
        name="0793904121/griffie/2026/log2",
        last=f"0793904121/griffie/2026\n41\n{'A' * 43}=\n\n— 0793904121/griffie/2026 {'B' * 92}\n",
        kept=40,
        because=Sealed("b" * 43),
    ),
)
