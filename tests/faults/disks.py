"""Disks that are really full: a small one of the process's own, or a limit of the size that its files may have.

A small disk needs the right to mount; where a machine does not give it, the limit stands alone.
"""

import contextlib
import os
import resource
import subprocess
from abc import ABC, abstractmethod
from functools import cache
from pathlib import Path

import psutil

MEGABYTE = 1024 * 1024
SIZE = 48 * MEGABYTE
OWN_MOUNTS = ("unshare", "--mount") if os.geteuid() == 0 else ("unshare", "--mount", "--map-root-user")
MOUNT = f'mount -t tmpfs -o size={SIZE} amends "$2" && cp -a "$1/." "$2" && shift 2 && exec "$@"'


@cache
def may_mount() -> bool:
    """Say whether this machine lets us mount a disk for one process."""
    with contextlib.suppress(FileNotFoundError):
        words = [*OWN_MOUNTS, "sh", "-c", f"mount -t tmpfs -o size={MEGABYTE} amends /mnt"]
        return subprocess.run(words, capture_output=True, check=False).returncode == 0
    return False


class Disk(ABC):
    """Where a process keeps its data. data: the folder as the process knows it."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.pid = 0

    @abstractmethod
    def started_on(self) -> list[str]:
        """Give the words before a command, so that it starts on this disk."""

    def inside(self) -> list[str]:
        """Give the words before a command that looks at this disk and is not hindered by it."""
        return []

    @abstractmethod
    def beside(self) -> list[str]:
        """Give the words before a command that runs on this disk as it is now, beside the process."""

    @abstractmethod
    def seen(self) -> Path:
        """Give the folder as we can read it."""

    @abstractmethod
    def fill(self) -> None:
        """Take all room away."""

    @abstractmethod
    def free(self) -> None:
        """Give the room back."""


class SmallDisk(Disk):
    """A file system in memory with little room, which only the process and what it starts can see."""

    def started_on(self) -> list[str]:
        seed = self.data.with_name("seed")
        self.data.rename(seed)
        self.data.mkdir()
        return [*OWN_MOUNTS, "sh", "-c", MOUNT, "sh", str(seed), str(self.data)]

    def inside(self) -> list[str]:
        return ["nsenter", "--target", str(self.pid), "--mount", "--preserve-credentials", f"--wd={Path.cwd()}"]

    def beside(self) -> list[str]:
        return self.inside()

    def seen(self) -> Path:
        return Path(f"/proc/{self.pid}/root{self.data}")

    def fill(self) -> None:
        with (self.seen() / "ballast").open("wb", buffering=0) as file, contextlib.suppress(OSError):
            for size in (MEGABYTE, 4096, 1):
                with contextlib.suppress(OSError):
                    while True:
                        file.write(bytes(size))

    def free(self) -> None:
        (self.seen() / "ballast").unlink()


class FileLimit(Disk):
    """A limit of the size of files, set on processes that run: writing beyond it fails as on a disk with a quota."""

    LIMIT = 512  # less than the smallest photo

    def started_on(self) -> list[str]:
        return []

    def beside(self) -> list[str]:
        return ["prlimit", f"--fsize={self._limit}:"] if self._limit else []

    def seen(self) -> Path:
        return self.data

    def fill(self) -> None:
        self._set(self.LIMIT)

    def free(self) -> None:
        self._set(0)

    _limit = 0

    def _set(self, limit: int) -> None:
        self._limit = limit
        process = psutil.Process(self.pid)
        for one in (process, *process.children(recursive=True)):
            one.rlimit(resource.RLIMIT_FSIZE, (limit or resource.RLIM_INFINITY, resource.RLIM_INFINITY))


WAYS = [FileLimit, SmallDisk] if may_mount() else [FileLimit]
