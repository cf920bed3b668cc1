"""SQLite with writers of one process in line: first come, first served, instead of polling a locked file.

SQLite lets one transaction write at a time and lets the others poll, so that under load some starve until they time
out. Here a transaction waits for its turn before BEGIN IMMEDIATE; other processes still wait on the busy time-out.
"""

from __future__ import annotations

import threading
from collections import deque
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

from amends.project.sqlite import codes


class Turn:
    """A lock that is given in the order in which it was asked for."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._is_taken = False
        self._waiting: deque[threading.Event] = deque()

    def take(self, seconds: float) -> bool:
        """Wait for the turn; false when it did not come in time."""
        with self._guard:
            if not self._is_taken:
                self._is_taken = True
                return True
            mine = threading.Event()
            self._waiting.append(mine)
        if mine.wait(seconds):
            return True
        with self._guard:
            if mine.is_set():  # given at the last moment
                return True
            self._waiting.remove(mine)
        return False

    def give(self) -> None:
        """Let the next one go."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._is_taken = False


codes.register()
_TURNS: dict[str, Turn] = {}
_TURNS_GUARD = threading.Lock()


class DatabaseWrapper(base.DatabaseWrapper):
    """Takes the turn with each transaction and gives it back when the transaction is over, however it ends."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._has_turn = False

    def _turn(self) -> Turn:
        with _TURNS_GUARD:
            return _TURNS.setdefault(str(self.settings_dict["NAME"]), Turn())

    def _start_transaction_under_autocommit(self) -> None:
        if not self._has_turn:
            if not self._turn().take(self.settings_dict["OPTIONS"]["timeout"]):
                raise OperationalError("database is locked: no turn to write came in time")
            self._has_turn = True
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._give_turn()
            raise

    def _commit(self) -> Any:
        try:
            return super()._commit()  # type: ignore[misc]
        finally:
            self._give_turn_when_over()

    def _rollback(self) -> Any:
        try:
            return super()._rollback()  # type: ignore[misc]
        finally:
            self._give_turn_when_over()

    def _close(self) -> Any:
        try:
            return super()._close()  # type: ignore[misc]
        finally:
            self._give_turn()

    def _give_turn_when_over(self) -> None:
        # A COMMIT that failed (disk full) leaves the transaction open for the ROLLBACK that follows.
        if self.connection is None or not self.connection.in_transaction:
            self._give_turn()

    def _give_turn(self) -> None:
        if self._has_turn:
            self._has_turn = False
            self._turn().give()
