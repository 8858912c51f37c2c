"""A disk that can lose its power: replays a trace of what a program asked of the file system.

`record` runs a command under strace; `Disk` replays its calls and knows at every moment what is durable and what only
the operating system remembers. A file's contents are durable after fsync or fdatasync of it. Names (made, renamed,
removed) are durable in order, as journaling file systems keep them, and surely so after fsync of a folder.
sync_file_range is no promise: it does not flush the disk's own cache.
"""

import os
import random
import re
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

CALLS = (
    "openat,creat,write,pwrite64,writev,pwritev,fsync,fdatasync,ftruncate,rename,renameat,renameat2,unlink,unlinkat,"
    "mkdir,mkdirat,rmdir,close,dup,dup2,dup3,fcntl,lseek,fallocate,copy_file_range,sendfile,link,linkat,clone,clone3,fork,"
    "vfork,execve"
)
PAGE = 4096


def record(command: list[str], trace: Path) -> subprocess.CompletedProcess:
    """Runs a command and writes down its calls."""
    strace = ["strace", "-f", "-qq", "-xx", "-s", "99999999", "-e", f"trace={CALLS}", "-e", "signal=none", "-o", str(trace)]
    return subprocess.run([*strace, *command], capture_output=True, stdin=subprocess.DEVNULL)


@dataclass
class Call:
    thread: int
    name: str
    arguments: list[str]
    result: int
    # Whether other calls ended while this one ran: the position in the trace at which it began.
    began: int
    ended: int


def calls(trace: Path, first: int = 0) -> list[Call]:
    """The calls of a trace that did something, in the order in which they took effect, numbered from `first`."""
    found, waiting = [], {}
    with open(trace, encoding="ascii", errors="replace") as lines:
        for number, line in enumerate(lines, first):
            thread, _, text = line.rstrip("\n").partition(" ")
            text = text.lstrip()
            if text.endswith("<unfinished ...>"):
                waiting[thread] = (number, text.removesuffix("<unfinished ...>"))
                continue
            began = number
            if resumed := re.match(r"<\.\.\. \w+ resumed>", text):
                began, start = waiting.pop(thread)
                text = start + text[resumed.end() :]
            if whole := re.fullmatch(r"(\w+)\((.*)\)\s+= (-?\d+).*", text, re.DOTALL):
                name, arguments, result = whole.groups()
                if int(result) >= 0:
                    split = [part.strip() for part in re.split(r", (?![^{\[]*[}\]])", arguments)]
                    found.append(Call(int(thread), name, split, int(result), began, number))
    # The number of a file is free for others as soon as its closing begins, everything else is done when it ends.
    return sorted(found, key=lambda call: call.began if call.name == "close" else call.ended)


def unquote(text: str) -> bytes:
    return bytes.fromhex(text.strip().strip('"').replace("\\x", ""))


def vectors(text: str) -> bytes:
    """The bytes of an array of buffers."""
    return b"".join(unquote(part) for part in re.findall(r'iov_base="([^"]*)"', text))


@dataclass
class Content:
    """A file: what is durable of it, and the writes that are not."""

    durable: bytearray = field(default_factory=bytearray)
    pending: list[tuple[int, int, bytes | None]] = field(default_factory=list)  # when, offset or length, bytes or None

    def size(self) -> int:
        size = len(self.durable)
        for _, at, data in self.pending:
            size = at if data is None else max(size, at + len(data))
        return size

    @staticmethod
    def apply(target: bytearray, at: int, data: bytes | None) -> None:
        end = at if data is None else at + len(data)
        if len(target) < end:
            target.extend(bytes(end - len(target)))
        if data is None:
            del target[at:]
        else:
            target[at:end] = data

    def sync(self, before: int) -> None:
        kept = []
        for when, at, data in self.pending:
            if when < before:
                self.apply(self.durable, at, data)
            else:
                kept.append((when, at, data))
        self.pending = kept

    def after_cut(self, choose: random.Random, pages: bool, last: int) -> bytes:
        """What is found after the power is back. Either the writes up to a moment, or any pages of them."""
        found = bytearray(self.durable)
        for when, at, data in self.pending:
            if not pages and when > last:
                break
            if not pages or data is None:
                if not pages or choose.random() < 0.5:
                    self.apply(found, at, data)
                continue
            start = 0
            while start < len(data):
                length = min(PAGE - (at + start) % PAGE, len(data) - start)
                if choose.random() < 0.5:
                    self.apply(found, at + start, data[start : start + length])
                start += length
        return bytes(found)


@dataclass
class Open:
    path: str
    content: Content | None  # None for a folder
    at: int = 0
    append: bool = False


class Disk:
    """The files below a folder, while a trace of calls is replayed."""

    def __init__(self, root: Path, trace: list[Call]) -> None:
        self.root = str(root)
        # Who was started by whom, known beforehand: a thread may be at work before the call that made it returns.
        made = [call for call in trace if call.name in ("clone", "clone3", "fork", "vfork")]
        self.parents = {call.result: (call.thread, any("CLONE_THREAD" in part for part in call.arguments)) for call in made}
        self.names: dict[str, Content | None] = {}
        for path in sorted(root.rglob("*")):
            self.names[str(path)] = None if path.is_dir() else Content(bytearray(path.read_bytes()))
        self.durable_names = dict(self.names)
        self.changes: list[tuple[int, str, str, Content | None]] = []
        self.tables: dict[int, dict[int, Open]] = {}

    def table(self, thread: int) -> dict[int, Open]:
        if thread not in self.tables:
            parent, shared = self.parents.get(thread, (None, False))
            # Threads share the table of open files, processes get a copy.
            above = {} if parent is None else self.table(parent)
            self.tables[thread] = above if shared else dict(above)
        return self.tables[thread]

    def path(self, table: dict[int, Open], folder: str, name: str) -> str:
        text = unquote(name).decode("utf-8", "surrogateescape")
        if text.startswith("/") or folder == "AT_FDCWD":
            return os.path.normpath(text)
        opened = table.get(int(folder))
        return os.path.normpath(os.path.join(opened.path if opened else "/", text))

    def ours(self, path: str) -> bool:
        return path.startswith(self.root + "/") or path == self.root

    def change(self, when: int, kind: str, path: str, content: Content | None = None, other: str = "") -> None:
        """Notes a change of names; it is applied to the present at once."""
        if not self.ours(path):
            return
        self.changes.append((when, kind, f"{path}\0{other}", content))
        self.apply(self.names, kind, path, other, content)

    @staticmethod
    def apply(names: dict[str, Content | None], kind: str, path: str, other: str, content: Content | None) -> None:
        if kind == "add":
            names[path] = content
        elif kind == "remove":
            names.pop(path, None)
        elif path in names:
            moved = {name: names.pop(name) for name in list(names) if name == path or name.startswith(path + "/")}
            for name in [name for name in names if name == other or name.startswith(other + "/")]:
                del names[name]
            names.update({other + name[len(path) :]: value for name, value in moved.items()})

    def settle(self, before: int) -> None:
        """Names that were changed before a moment are durable."""
        while self.changes and self.changes[0][0] < before:
            _, kind, paths, content = self.changes.pop(0)
            path, _, other = paths.partition("\0")
            self.apply(self.durable_names, kind, path, other, content)

    def replay(self, call: Call) -> None:
        table, a = self.table(call.thread), call.arguments
        name = call.name
        if name == "execve":
            self.tables[call.thread] = {}
        elif name in ("openat", "creat"):
            self.open(call, table)
        elif name == "close":
            table.pop(int(a[0]), None)
        elif name in ("dup", "dup2", "dup3") or name == "fcntl" and "F_DUPFD" in a[1]:
            if int(a[0]) in table:
                table[call.result] = table[int(a[0])]
        elif name in ("rename", "renameat", "renameat2", "link", "linkat"):
            one, two = (("AT_FDCWD", a[0]), ("AT_FDCWD", a[1])) if len(a) == 2 else ((a[0], a[1]), (a[2], a[3]))
            source, target = self.path(table, *one), self.path(table, *two)
            if name.startswith("link"):
                self.change(call.ended, "add", target, self.names.get(source))
            else:
                assert self.ours(source) == self.ours(target), f"{source} → {target} leaves the workspace"
                self.change(call.ended, "move", source, other=target)
        elif name in ("unlink", "rmdir", "unlinkat"):
            where = ("AT_FDCWD", a[0]) if name != "unlinkat" else (a[0], a[1])
            self.change(call.ended, "remove", self.path(table, *where))
        elif name in ("mkdir", "mkdirat"):
            where = ("AT_FDCWD", a[0]) if name == "mkdir" else (a[0], a[1])
            self.change(call.ended, "add", self.path(table, *where))
        elif a and a[0].isdigit() and int(a[0]) in table:
            self.on_open_file(call, table[int(a[0])])

    def open(self, call: Call, table: dict[int, Open]) -> None:
        folder, file, flags = ("AT_FDCWD", call.arguments[0], "O_CREAT|O_TRUNC") if call.name == "creat" else call.arguments[:3]
        path = self.path(table, folder, file)
        if not self.ours(path):
            return
        if path not in self.names and "O_CREAT" in flags:
            self.change(call.ended, "add", path, Content())
        content = self.names.get(path)
        if content is not None and "O_TRUNC" in flags and content.size():
            content.pending.append((call.ended, 0, None))
        table[call.result] = Open(path, content, append="O_APPEND" in flags)

    def on_open_file(self, call: Call, file: Open) -> None:
        a, name, content = call.arguments, call.name, file.content
        if name in ("fsync", "fdatasync"):
            if content is None:
                self.settle(call.began)
            else:
                content.sync(call.began)
        elif content is None:
            return
        elif name in ("write", "writev"):
            at = content.size() if file.append else file.at
            data = unquote(a[1]) if name == "write" else vectors(", ".join(a[1:]))
            content.pending.append((call.ended, at, data[: call.result]))
            file.at = at + call.result
        elif name in ("pwrite64", "pwritev"):
            data = unquote(a[1]) if name == "pwrite64" else vectors(", ".join(a[1:]))
            content.pending.append((call.ended, int(a[-1], 0), data[: call.result]))
        elif name == "lseek":
            file.at = call.result
        elif name == "ftruncate":
            content.pending.append((call.ended, int(a[1], 0), None))
        elif name in ("fallocate", "copy_file_range", "sendfile"):
            raise AssertionError(f"{name} is not replayed; teach it to this script")

    def cut(self, target: Path, choose: random.Random, pages: bool) -> None:
        """Writes what is found when the power fails now."""
        names = dict(self.durable_names)
        moments = [change[0] for change in self.changes]
        moments += [when for content in self.names.values() if content for when, _, _ in content.pending]
        last = choose.choice([-1, *moments])
        for when, kind, paths, content in self.changes:
            if when > last:
                break
            path, _, other = paths.partition("\0")
            self.apply(names, kind, path, other, content)
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir()
        for path in sorted(names):
            place = target / os.path.relpath(path, self.root)
            content = names[path]
            if not place.parent.is_dir():
                continue
            if content is None:
                place.mkdir(exist_ok=True)
            else:
                place.write_bytes(content.after_cut(choose, pages, last))
