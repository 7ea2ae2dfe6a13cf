"""Opens the file of an earlier register, whichever of three kinds it is."""

from pathlib import Path

from griffie.application.errors import UnreadableRegisterError
from griffie.application.intake.earlier_register.rows import FileFormat, HowToRead, Rows
from griffie.infrastructure.earlier_register.json_lines import JsonRows
from griffie.infrastructure.earlier_register.text import TextRows
from griffie.infrastructure.earlier_register.workbook import WorkbookRows

_BY_NAME = {
    ".csv": FileFormat.CSV,
    ".txt": FileFormat.CSV,
    ".tsv": FileFormat.CSV,
    ".xlsx": FileFormat.XLSX,
    ".xlsm": FileFormat.XLSX,
    ".jsonl": FileFormat.JSONL,
    ".ndjson": FileFormat.JSONL,
}


def open_register(path: Path, how: HowToRead) -> tuple[Rows, HowToRead]:
    """The rows of a file, and how they are read: what was said, completed by what was found out.

    Raises UnreadableRegisterError, OSError.
    """
    if not path.stat().st_size:
        raise UnreadableRegisterError("the file is empty")
    form = how.format or _BY_NAME.get(path.suffix.lower())
    match form:
        case FileFormat.CSV:
            text = TextRows(path, how.encoding, how.separator)
            return text, HowToRead(form, text.encoding, text.separator)
        case FileFormat.XLSX:
            book = WorkbookRows(path, how.sheet)
            return book, HowToRead(form, sheet=book.sheet)
        case FileFormat.JSONL:
            lines = JsonRows(path, how.encoding)
            return lines, HowToRead(form, lines.encoding)
    raise UnreadableRegisterError(
        f"its name ends in none of {', '.join(_BY_NAME)}: save it as one of these, or say the"
        " format in the mapping (format = 'csv', 'xlsx' or 'jsonl')"
    )
