"""Log lines: one JSON object a line, so that nothing a stranger sends can forge a second one. Nothing personal in them."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime

from django.core.exceptions import SuspiciousOperation

from amends.insight.problems import is_passing


class Line(logging.Formatter):
    """Formats a record as one line of JSON, with a trace only where somebody has to look into the program."""

    def format(self, record: logging.LogRecord) -> str:
        content = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        error = record.exc_info[1] if record.exc_info else None
        if error is not None and is_passing(error):
            content["why"] = f"{type(error).__name__}: {str(error).partition(chr(10))[0]}"
        elif record.exc_info and not isinstance(error, SuspiciousOperation):  # a stranger's doing; the message says it
            content["trace"] = self.formatException(record.exc_info)
        return json.dumps(content, ensure_ascii=False)
