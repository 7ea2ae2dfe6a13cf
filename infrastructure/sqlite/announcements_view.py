"""What was announced and who refused it, in SQLite."""

from griffie.application.projections.announcements import Refusals, Telling
from griffie.application.projections.registry import ANNOUNCED
from griffie.infrastructure.database import Database
from griffie.infrastructure.sqlite.views import SQLiteView


class SQLiteAnnouncements(SQLiteView):
    """See `application.projections.announcements.AnnouncementsView`."""

    def __init__(self, datastore: Database, name: str = "") -> None:
        super().__init__(datastore, ANNOUNCED, name)

    def tellings(self) -> list[Telling]:
        """Every announcement, the newest day first."""
        statement = f"""SELECT purpose, announced_on, basis, direct_marketing, told, segment,
            channel FROM {self.name} WHERE told IS NOT NULL ORDER BY announced_on DESC, key"""
        found = (Telling(*row) for row in self.asked(statement))
        return [one._replace(direct_marketing=bool(one.direct_marketing)) for one in found]

    def refusals(self, purpose: str, announced_on: str) -> Refusals:
        """The requests that refuse a purpose that was announced on a day, and by which right."""
        about = f"FROM {self.name} WHERE told IS NULL AND purpose = ? AND announced_on = ?"
        said = (purpose, announced_on)
        statement = f"SELECT COUNT(DISTINCT request_id) {about}"
        ((requests,),) = self.asked(statement, said)
        statement = f"SELECT right, COUNT(*) {about} GROUP BY right ORDER BY right"
        return Refusals(requests, dict(map(tuple, self.asked(statement, said))))
