"""Letters as they were written, whatever set of letters a mail names."""

import base64

import pytest

from tests.mail.made import codes, made, read

FRENCH = "Je demande l’effacement de mes données à Liège."
WORDS = [
    # named, octets in, the words, whether the set was supposed
    ("iso-8859-1", "cp1252", FRENCH, True),
    ("us-ascii", "cp1252", FRENCH, True),
    ("", "cp1252", FRENCH, True),
    ("x-nobody", "cp1252", FRENCH, True),
    ("iso-8859-15", "cp1252", FRENCH, True),
    ("windows-1252", "cp1252", FRENCH, False),
    ("utf-8", "utf-8", FRENCH, False),
    ("iso-8859-1", "utf-8", FRENCH, True),
    ("windows-1252", "utf-8", FRENCH, True),
    ("us-ascii", "utf-8", FRENCH, True),
    ("", "utf-8", FRENCH, True),
    ("utf-8", "cp1252", FRENCH, True),
    ("iso-8859-1", "iso-8859-1", "Ich möchte Auskunft über meine Daten.", False),
    ("iso-8859-15", "iso-8859-15", "Remboursez 50 € à ma sœur.", False),
    ("windows-1250", "cp1250", "Proszę usunąć moje dane.", False),
    ("iso-8859-2", "iso-8859-2", "Proszę usunąć moje dane.", False),
    ("windows-1251", "cp1251", "Удалите мои данные.", False),
    ("koi8-r", "koi8-r", "Удалите мои данные.", False),
    ("windows-1253", "cp1253", "Διαγράψτε τα δεδομένα μου.", False),
    ("windows-1254", "cp1254", "Verilerimi silin, lütfen.", False),
    ("iso-8859-9", "cp1254", "Verilerimi “şimdi” silin.", False),
    ("windows-1255", "cp1255", "מחקו את הנתונים שלי", False),
    ("iso-8859-8-i", "iso-8859-8", "מחקו את הנתונים שלי", False),
    ("windows-1256", "cp1256", "أطلب نسخة من بياناتي", False),
    ("gb2312", "gb18030", "请删除我的数据。", False),
    ("big5", "big5", "請刪除我的資料。", False),
    ("shift_jis", "cp932", "私のデータを削除してください。", False),
    ("iso-2022-jp", "iso-2022-jp", "私のデータを削除してください。", False),
    ("euc-kr", "cp949", "제 데이터를 삭제해 주세요.", False),
    ("utf-7", "utf-7", "Ik vraag géén gegevens te bewaren.", False),
    ("utf-16", "utf-16", "Wis alle gegevens, één keer.", False),
    ("macintosh", "mac-roman", "Effacez mes données.", False),
    ("utf8", "utf-8", FRENCH, False),
    ("'utf-8'", "utf-8", FRENCH, False),
]


@pytest.mark.parametrize(("named", "codec", "words", "supposed"), WORDS)
def test_words_are_read_in_their_letters(
    named: str,
    codec: str,
    words: str,
    supposed: bool,  # noqa: FBT001
) -> None:
    kind = "text/plain" + (f"; charset={named}" if named else "")
    sent = base64.encodebytes(words.encode(codec))
    mail = read(made(sent, Content_Type=kind, Content_Transfer_Encoding="base64"))

    assert mail.text == words
    assert ("charset_supposed" in codes(mail)) is supposed


HEADERS = [
    # as it is written, the name
    ("=?iso-8859-1?Q?S=9Cur_L=E9a?= <l@x.example>", "Sœur Léa"),
    ("=?utf-8?B?" + base64.b64encode("Zoë 😀".encode()).decode() + "?= <z@x.example>", "Zoë 😀"),
    ("=?utf-8?Q?Andr=C3?= =?utf-8?Q?=A9?= <a@x.example>", "André"),
    ("=?utf-8?q?Janssens=2C_An?= <a@x.example>", "Janssens, An"),
    ('"=?utf-8?Q?Andr=C3=A9?=" <a@x.example>', "André"),
    ("=?UTF-8?Q?An Peeters?= <a@x.example>", "An Peeters"),
    ("=?x-nobody?Q?Ren=E9?= <a@x.example>", "René"),
    ("=?utf-8*nl?Q?Zo=C3=AB?= <a@x.example>", "Zoë"),
    (
        "=?utf-8?B?" + base64.b64encode("Zoë".encode()).decode().rstrip("=") + "?= <z@x.example>",
        "Zoë",
    ),
    ("Zoë <z@x.example>", "Zoë"),
    ("Ren\udce9 L\udce9v\udceaque <r@x.example>", "René Lévêque"),
    ('"Peeters, An" <a@x.example>', "Peeters, An"),
    ("Peeters, An <a@x.example>", "Peeters, An"),
    ("Peeters, An, notaris <a@x.example>", "Peeters, An, notaris"),
    ("a@x.example (An Peeters)", "An Peeters"),
    ("An \\(thuis\\) Peeters <a@x.example>", "An (thuis) Peeters"),
    ('An "de Rode" Peeters <a@x.example>', "An de Rode Peeters"),
    ("'An Peeters' <a@x.example>", "An Peeters"),
    ("<a@x.example>", ""),
    ("Ann O'Neill <o'neill@x.example>", "Ann O'Neill"),
    ("'a@x.example'", ""),
    ("a@x.example <a@x.example>", ""),
    ("An Peeters<a@x.example>", "An Peeters"),
    ("An Peeters a@x.example", "An Peeters"),
    ("An Peeters <a@x.example", "An Peeters"),
    ("An\u202e sreteeP\u200b <a@x.example>", "An sreteeP"),
    ("\u2068An\u2069 Peeters\ufeff <a@x.example>", "An Peeters"),
    ("علی\u200cرضا <a@x.example>", "علی\u200cرضا"),
]


@pytest.mark.parametrize(("written", "name"), HEADERS)
def test_a_name_is_read_however_it_is_written(written: str, name: str) -> None:
    mail = read(made(From=written))

    assert mail.sender_name == name
    assert "@x.example" in mail.sender_email


FILES = [
    ('attachment; filename="brief.pdf"', "brief.pdf"),
    ("attachment; filename=brief met spatie.pdf", "brief met spatie.pdf"),
    ("attachment; filename*=utf-8''brief%20%C3%A9.pdf", "brief é.pdf"),
    ("attachment; filename*0*=utf-8''brief%20; filename*1*=%C3%A9; filename*2=.pdf", "brief é.pdf"),
    ('attachment; filename*0="een heel "; filename*1="lange naam.pdf"', "een heel lange naam.pdf"),
    ('attachment; filename="=?utf-8?Q?brief_=C3=A9.pdf?="', "brief é.pdf"),
    ('attachment; filename="brief é.pdf"', "brief é.pdf"),
    ('attachment; filename="C:\\\\Users\\\\An\\\\brief.pdf"', "brief.pdf"),
    ('attachment; filename="../../etc/passwd"', "passwd"),
    ("attachment; filename*=utf-8''volmacht%E2%80%AEfdp.exe", "volmachtfdp.exe"),
    ('attachment; filename="vol\u200fmacht.pdf"', "volmacht.pdf"),
    ("attachment; filename*=iso-8859-1'fr'd%E9claration.pdf", "déclaration.pdf"),
    ("attachment", "attachment-1"),
]


@pytest.mark.parametrize(("written", "name"), FILES)
def test_a_file_has_its_name(written: str, name: str) -> None:
    raw = made("%PDF", Content_Type="application/pdf", Content_Disposition=written)
    (file,) = read(raw).attachments

    assert (file.name, file.content) == (name, b"%PDF")
