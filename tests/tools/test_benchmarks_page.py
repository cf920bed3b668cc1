"""The page of benchmarks keeps the figures of parts that were not measured now, and what people wrote around them."""

from __future__ import annotations

from benchmarks.run import rewritten

PAGE = """# Benchmarks

Words above.

| part | what | value |
|---|---|---|
| intake | ratio | 7.88 |
| import | rows | 5000 |
| import | of old | 1 |

Words below.
"""


def test_only_the_measured_part_changes() -> None:
    results = {
        "machine": "Linux, 2 cores",
        "commit": "abc1234",
        "parts": {"import": {"rows": 7, "memory_mb": 90}, "pages": {"postgresql": {"home": "4.1 ms"}}},
    }
    page = rewritten(PAGE, results)
    assert page.splitlines() == [
        *PAGE.splitlines()[:6],
        "| intake | ratio | 7.88 |",
        "| import | rows | 7 |",
        "| import | memory mb | 90 |",
        "| import | measured | Linux, 2 cores; Amends at abc1234 |",
        "| pages | postgresql: home | 4.1 ms |",
        "| pages | measured | Linux, 2 cores; Amends at abc1234 |",
        "",
        "Words below.",
    ]
    assert rewritten(page, results) == page
