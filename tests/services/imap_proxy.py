"""Stands between a client and an IMAP server, writes down what the client asks, and cuts the line when a test wants."""

import contextlib
import socket
import threading
from dataclasses import dataclass, field
from typing import Self


@dataclass
class ImapProxy:
    """Listens on loopback while the with-block runs, for one connection at a time or several.

    cut_at: number of the command (1, 2, ...) at which the line is cut; 0: never. is_late: the server hears the command
    and does it, but its answer never arrives; else the command itself never arrives. The cut happens once.
    """

    host: str
    target: int
    cut_at: int = 0
    is_late: bool = False
    commands: list[str] = field(default_factory=list)
    was_cut: bool = False

    def __enter__(self) -> Self:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._guard = threading.Lock()
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            server = socket.create_connection((self.host, self.target))
            line = _Line(self, client, server)
            threading.Thread(target=line.carry_answers, daemon=True).start()
            threading.Thread(target=line.carry_commands, daemon=True).start()

    def note(self, command: bytes) -> bool:
        """Write a command down; true when the line is to be cut at it."""
        with self._guard:
            self.commands.append(command.decode("latin-1").strip())
            if self.was_cut or len(self.commands) != self.cut_at:
                return False
            self.was_cut = True
            return True


@dataclass
class _Line:
    proxy: ImapProxy
    client: socket.socket
    server: socket.socket
    is_silent: bool = False

    def carry_commands(self) -> None:
        with contextlib.suppress(OSError), self.client.makefile("rb") as spoken:
            for command in spoken:
                if not self.proxy.note(command):
                    self.server.sendall(command)
                    continue
                if self.proxy.is_late:
                    self.is_silent = True
                    self.server.sendall(command + b"zz NOOP\r\n")
                    self._drained.wait(10)
                break
        self._cut()

    def carry_answers(self) -> None:
        heard = b""
        with contextlib.suppress(OSError):
            while octets := self.server.recv(65536):
                if not self.is_silent:
                    self.client.sendall(octets)
                elif b"zz OK" in (heard := heard + octets):
                    self._drained.set()
        self._drained.set()
        self._cut()

    def _cut(self) -> None:
        for end in (self.client, self.server):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def __post_init__(self) -> None:
        self._drained = threading.Event()
