"""Fills and saves workbooks with LibreOffice as a person does; runs under the system's Python, which has its `uno`.

`template.py` gives it jobs in JSON on standard input: a workbook to open, edits to make, files to save, and whether to look
at what the first sheet and its cells allow. It answers in JSON on standard output, with the edits that were refused.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.table import CellRangeAddress

FILTERS = {
    "xlsx": ("Calc MS Excel 2007 XML", None),
    "xls": ("MS Excel 97", None),
    "ods": ("calc8", None),
    # Commas, quotation marks, UTF-8, cells as they are shown.
    "csv": ("Text - txt - csv (StarCalc)", "44,34,76,1,,0,false,true,false"),
}


def properties(**values):
    return tuple(PropertyValue(Name=name, Value=value) for name, value in values.items() if value is not None)


def desktop(folder):
    """A LibreOffice of our own, with the process that it is."""
    profile = Path(folder, "profile").as_uri()
    pipe = f"accolade{Path(folder).name}"
    options = ["--headless", "--norestore", "--nologo", "--nodefault"]
    process = subprocess.Popen(
        ["soffice", *options, f"-env:UserInstallation={profile}", f"--accept=pipe,name={pipe};urp;"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(240):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return process, context
        except Exception:  # Not listening yet.
            time.sleep(0.5)
    process.kill()
    sys.exit("LibreOffice does not answer")


class Book:
    """An open workbook and the hands at it."""

    def __init__(self, context, path):
        service = context.ServiceManager.createInstanceWithContext
        self.book = service("com.sun.star.frame.Desktop", context).loadComponentFromURL(
            Path(path).as_uri(), "_blank", 0, properties(Hidden=True)
        )
        self.dispatcher = service("com.sun.star.frame.DispatchHelper", context)
        self.sheet = self.book.Sheets.getByIndex(0)

    def command(self, name, **values):
        frame = self.book.CurrentController.Frame
        self.dispatcher.executeDispatch(frame, f".uno:{name}", "", 0, properties(**values))

    def type(self, row, column, text):
        """Types into a cell, as at the keyboard."""
        self.book.CurrentController.setActiveSheet(self.sheet)
        self.book.CurrentController.select(self.sheet.getCellByPosition(column, row))
        self.command("EnterString", StringName=text)

    def apply(self, edits):
        """Changes the sheet; gives those that were refused."""
        refused = []
        for edit in edits:
            before = self.shape()
            try:
                self.edit(**edit)
            except Exception as error:
                refused.append(f"{edit}: {error}")
                continue
            # Protection is not seen in the cells.
            if edit["do"] != "unprotect" and self.shape() == before:
                refused.append(f"{edit}: nothing happened")
        return refused

    def shape(self):
        cursor = self.sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)
        address = cursor.RangeAddress
        area = self.sheet.getCellRangeByPosition(0, 0, address.EndColumn, address.EndRow)
        return area.getDataArray()

    def edit(self, do, row=0, column=0, count=1, texts=(), to=0):
        if do == "insert rows":
            self.select(0, row, 0, row + count - 1)
            self.command("InsertRows")
        elif do == "delete rows":
            self.select(0, row, 0, row + count - 1)
            self.command("DeleteRows")
        elif do == "type":
            for at, text in enumerate(texts):
                self.type(row, column + at, text)
        elif do == "type down":
            for at, text in enumerate(texts):
                self.type(row + at, column, text)
        elif do == "unprotect":
            self.sheet.unprotect("")
            raise_if(self.sheet.isProtected(), "it is still protected")
        elif do == "move column":
            self.sheet.Columns.insertByIndex(to, 1)
            source = column + (1 if to <= column else 0)
            last = len(self.shape()) - 1
            self.sheet.moveRange(
                self.sheet.getCellByPosition(to, 0).CellAddress,
                CellRangeAddress(Sheet=self.sheet.RangeAddress.Sheet, StartColumn=source, EndColumn=source, StartRow=0, EndRow=last),
            )
            self.sheet.Columns.removeByIndex(source, 1)
        elif do == "sort":
            last = self.shape()
            area = self.sheet.getCellRangeByPosition(0, 1, len(last[0]) - 1, len(last) - 1)
            field = uno.createUnoStruct("com.sun.star.table.TableSortField", Field=column, IsAscending=False)
            fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
            uno.invoke(area, "sort", (properties(SortFields=fields, ContainsHeader=False),))
        else:
            raise ValueError(do)

    def select(self, left, top, right, bottom):
        self.book.CurrentController.setActiveSheet(self.sheet)
        self.book.CurrentController.select(self.sheet.getCellRangeByPosition(left, top, right, bottom))

    def save(self, path):
        name, options = FILTERS[Path(path).suffix[1:]]
        self.book.storeToURL(Path(path).as_uri(), properties(FilterName=name, FilterOptions=options))

    def look(self):
        """What the sheet allows: its protection, its lists and checks by column, the hidden sheets."""
        columns = []
        for column in range(len(self.shape()[0])):
            cell = self.sheet.getCellByPosition(column, 1)
            kind = cell.Validation.Type.value
            columns.append({
                "heading": self.sheet.getCellByPosition(column, 0).String,
                "note": self.sheet.getCellByPosition(column, 0).Annotation.String,
                "locked heading": self.sheet.getCellByPosition(column, 0).CellProtection.IsLocked,
                "locked": cell.CellProtection.IsLocked,
                "check": kind,
                "values": cell.Validation.getFormula1() if kind == "LIST" else None,
            })
        sheets = [self.book.Sheets.getByIndex(at) for at in range(self.book.Sheets.Count)]
        return {
            "columns": columns,
            "protected": self.sheet.isProtected(),
            "last column locked": self.sheet.getCellByPosition(self.sheet.Columns.Count - 1, 1).CellProtection.IsLocked,
            "sheets": {sheet.Name: sheet.IsVisible for sheet in sheets},
        }

    def close(self):
        self.book.close(True)


def raise_if(wrong, what):
    if wrong:
        raise RuntimeError(what)


def main():
    jobs = json.load(sys.stdin)
    answers = []
    with tempfile.TemporaryDirectory(prefix="accolade-office-", ignore_cleanup_errors=True) as folder:
        process, context = desktop(folder)
        try:
            for job in jobs:
                book = Book(context, job["open"])
                refused = book.apply(job.get("edits", []))
                for path in job.get("save", []):
                    book.save(path)
                answers.append({"refused": refused, "look": book.look() if job.get("look") else None})
                book.close()
        finally:
            process.terminate()
            process.wait(30)
    json.dump(answers, sys.stdout)


if __name__ == "__main__":
    main()
