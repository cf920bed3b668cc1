"""PostgreSQL whose kept connections are looked at, not asked, before each request.

Django asks `SELECT 1` of a kept connection, a round trip before every request. A server that ends a connection says so
on it, or closes it: on one that is fine nothing waits to be read.
"""

from __future__ import annotations

import selectors

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's, with a quicker look at whether a kept connection still stands."""

    def is_usable(self) -> bool:
        """Tell whether the connection stands; where something waits to be read, ask the server."""
        if self.connection is None or self.connection.closed:
            return False
        with selectors.DefaultSelector() as selector:
            selector.register(self.connection.fileno(), selectors.EVENT_READ)
            is_quiet = not selector.select(timeout=0)
        return is_quiet or bool(super().is_usable())
