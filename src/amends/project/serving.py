"""The application that `amends serve` and `amends web` run; with AMENDS_WORKER_INSIDE=1 the worker runs in a thread of it."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
from importlib import import_module

from django.conf import settings

from amends.project.wsgi import application
from amends.text.language import detect

_PR_SET_PDEATHSIG = 1


def _end_with_parent() -> None:
    """Ask Linux to end this process when its supervisor is killed, so that nobody holds the port without one."""
    if sys.platform == "linux":
        # Not SIGTERM: until the server inside has begun, the handler of the supervisor's copy would swallow it.
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.environ.get("AMENDS_SUPERVISOR", str(os.getppid())) != str(os.getppid()):
        os._exit(1)  # it was killed while this process started: nothing would ever end it


def _load_everything() -> None:
    """Import now what the first requests would, and what tells of trouble; then keep no more bytecode.

    On a full disk Python writes half a file of bytecode without noticing, and that module cannot be imported any more.
    """
    for name in (settings.ROOT_URLCONF, "amends.project.failures"):
        import_module(name)
    sys.dont_write_bytecode = True


def _start_worker() -> None:
    from amends.flows import worker

    threading.Thread(target=worker.run, args=(threading.Event(),), name="amends-worker", daemon=True).start()


_end_with_parent()
_load_everything()
detect("The first request should not wait until the model of languages is loaded.")
if os.environ.get("AMENDS_WORKER_INSIDE") == "1":
    _start_worker()

__all__ = ["application"]
