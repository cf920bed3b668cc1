"""Says at the end which database was used, what was skipped and what passed only when run again: neither is ever silent."""

import pytest

from tests.services.run import chosen
from tools.services import is_ci


def pytest_report_header() -> str:
    return f"amends: database {chosen()}"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = terminalreporter.getreports("skipped")
    again = terminalreporter.getreports("rerun")
    left_out = "" if skipped else ", nothing left out"
    terminalreporter.write_line(f"{chosen()}: {len(skipped)} skipped{left_out}; {len(again)} run again")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """A missing server is a failure in CI; tests that skip for another reason are listed by -ra."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or not is_ci() or exitstatus != 0:
        return
    missing = [report for report in reporter.getreports("skipped") if "is not installed" in str(report.longrepr)]
    if missing:
        reporter.write_line(f"{len(missing)} tests skipped because a server is missing: a failure in CI")
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
