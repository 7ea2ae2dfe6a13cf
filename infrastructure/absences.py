"""Who is away, in `access.db`: deleted once it is over."""

from datetime import date

from griffie.application.access.absences import Absence
from griffie.infrastructure.access_file import AccessFile
from griffie.infrastructure.access_rows import AbsenceRow


class SQLiteAbsences:
    """The absences in an opened file. For any thread and any number of processes."""

    def __init__(self, file: AccessFile) -> None:
        self._file = file

    def all(self) -> list[Absence]:
        with self._file.turn:
            rows = sorted(self._file.rows(AbsenceRow))
        day = date.fromisoformat
        return [Absence(who, day(first), day(last), by) for who, first, last, by in rows]

    def put(self, absence: Absence) -> None:
        days = absence.first_on.isoformat(), absence.last_on.isoformat()
        row = AbsenceRow(absence.account_id, *days, absence.substitute)
        with self._file.writing():
            self._file.write(row)

    def end(self, account_id: str) -> None:
        with self._file.writing():
            self._file.execute("DELETE FROM absences WHERE account_id = ?", account_id)

    def forget(self, before: date) -> None:
        if not any(one.last_on < before for one in self.all()):
            return  # at each start it is asked, and another process may hold the file
        with self._file.writing():
            self._file.execute("DELETE FROM absences WHERE last_on < ?", before.isoformat())
