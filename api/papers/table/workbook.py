"""A workbook of one sheet (ECMA-376, XLSX), written while it is sent.

openpyxl, with which workbooks are read here, writes each sheet in clear into a temporary file that
stays behind when the process is killed, and hands out nothing before the last row is written. This
needs neither a file nor memory. Every text is an inline string: in a workbook that is never a
formula, whatever it begins with.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from io import RawIOBase
from itertools import islice
from typing import IO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

MOST_ROWS = 1_048_576
"""Rows in a sheet, the names of the columns among them: a spreadsheet opens no larger one."""
_ROWS = 500
_LONGEST = 32_767
"""Signs in a cell: more is no workbook."""
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SCHEMAS = "http://schemas.openxmlformats.org"
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_SCHEMAS}/package/2006/content-types">'
    '<Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd'
    '.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd'
    '.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_SCHEMAS}/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_SCHEMAS}/officeDocument/2006/relationships/officeDocument"'
    ' Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_SCHEMAS}/spreadsheetml/2006/main"'
    f' xmlns:r="{_SCHEMAS}/officeDocument/2006/relationships">'
    '<sheets><sheet name="Griffie" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_SCHEMAS}/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_SCHEMAS}/officeDocument/2006/relationships/worksheet"'
    ' Target="worksheets/sheet1.xml"/></Relationships>',
}


class _Outlet(RawIOBase):
    """What was written and not yet sent. It cannot go back, so the archive never does either."""

    def __init__(self) -> None:
        super().__init__()
        self._written = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, octets: object, /) -> int:
        found = bytes(octets)  # type: ignore[call-overload]
        self._written += found
        return len(found)

    def sent(self) -> bytes:
        found = bytes(self._written)
        self._written.clear()
        return found


def workbook(rows: Iterable[Sequence[str | float | None]]) -> Iterator[bytes]:
    """The octets of the workbook, piece by piece; the first row holds the names of the columns."""
    outlet = _Outlet()
    with ZipFile(outlet, "w", ZIP_DEFLATED) as archive:
        for name, content in _PARTS.items():
            archive.writestr(name, _DECLARED + content)
        with archive.open("xl/worksheets/sheet1.xml", "w") as sheet:
            for _ in _write_sheet(sheet, iter(rows)):
                if piece := outlet.sent():
                    yield piece
    yield outlet.sent()


def _write_sheet(sheet: IO[bytes], rows: Iterator[Sequence[str | float | None]]) -> Iterator[None]:
    """Write some rows at each step."""
    opened = f'{_DECLARED}<worksheet xmlns="{_SCHEMAS}/spreadsheetml/2006/main"><sheetData>'
    sheet.write(opened.encode())
    while piece := list(islice(rows, _ROWS)):
        sheet.write("".join(f"<row>{''.join(map(_cell, row))}</row>" for row in piece).encode())
        yield
    sheet.write(b"</sheetData></worksheet>")


def _cell(said: str | float | None) -> str:
    match said:
        case None:
            return "<c/>"
        case bool():
            return f'<c t="b"><v>{int(said)}</v></c>'
        case int() | float():
            return f"<c><v>{said}</v></c>"
    text = escape(_NO_XML.sub("\ufffd", said[:_LONGEST])).replace("\r", "&#13;")
    return f'<c t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
