"""The application that `amends serve` and `amends web` run; with AMENDS_WORKER_INSIDE=1 the worker runs in a thread of it."""

from __future__ import annotations

import os
import sys
import threading
from importlib import import_module

from django.conf import settings

from amends.kernel.processes import end_with_parent
from amends.project.wsgi import application
from amends.text.language import detect


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


# Not SIGTERM: until the server inside has begun, the handler of the supervisor's copy would swallow it.
end_with_parent(int(os.environ.get("AMENDS_SUPERVISOR", os.getppid())))
_load_everything()
detect("The first request should not wait until the model of languages is loaded.")
if os.environ.get("AMENDS_WORKER_INSIDE") == "1":
    _start_worker()

__all__ = ["application"]
