"""Processes that end with the one that started them."""

from __future__ import annotations

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def end_with_parent(parent: int, how: signal.Signals = signal.SIGKILL) -> None:
    """Ask Linux to end this process when its parent is killed, so that nothing goes on unseen. Elsewhere nothing happens.

    parent: who started it; where that one is gone already, the process ends here. how: SIGKILL unless a handler for
    another signal stands already.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, how)
    if os.getppid() != parent:
        os._exit(1)  # it was killed while this process started: nothing would ever end it
