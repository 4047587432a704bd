"""Excel files for tests: made by openpyxl, and changed part by part where it would not make them."""

import io
import zipfile

from openpyxl import Workbook

MEGABYTE = 1024 * 1024


def excel_of(*rows, sheet="Plan", then=None):
    """A file with one sheet of these rows; `then` is done to the book before it is saved."""
    book = Workbook()
    page = book.active
    page.title = sheet
    for row in rows:
        page.append(list(row))
    if then:
        then(book)
    return saved(book)


def saved(book):
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def with_part(data, name, body):
    """The file with one of its parts, such as xl/styles.xml, put in or in the place of what it had."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part.filename, old.read(part))
        new.writestr(name, body)
    return out.getvalue()


def with_macros(data):
    """The same file with a program in it."""
    return with_part(data, "xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 program")


def with_values(data, values, part="xl/worksheets/sheet1.xml"):
    """With what formulas gave when the file was saved last, as Excel writes it: {"C2": "12"}."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        xml = package.read(part).decode()
    for spot, value in values.items():
        at = xml.index(f'r="{spot}"')
        end = xml.index("</c>", at)
        cell = xml[at:end].replace("<v />", "").replace("<v></v>", "").replace("<v/>", "")
        xml = f"{xml[:at]}{cell}<v>{value}</v>{xml[end:]}"
    return with_part(data, part, xml.encode())


def bomb(megabytes=200):
    """Its sheet unpacks to so many megabytes."""
    return with_part(excel_of(["Action"]), "xl/worksheets/sheet1.xml", b" " * megabytes * MEGABYTE)


def laughing():
    """Its sheet's text would be a billion words, by entities that hold each other."""
    lines = ['<!ENTITY a0 "ha">']
    lines += [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)]
    cell = "<c r='A1' t='inlineStr'><is><t>&a9;</t></is></c>"
    sheet = f"<worksheet><sheetData><row r='1'>{cell}</row></sheetData></worksheet>"
    return with_part(excel_of(["x"]), "xl/worksheets/sheet1.xml", f"<!DOCTYPE x [{''.join(lines)}]>{sheet}".encode())


def old_excel(words=b""):
    """The beginning of a file of the old kind, or of one with a password."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + words


def with_password():
    return old_excel("EncryptedPackage".encode("utf-16-le"))
