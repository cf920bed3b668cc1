"""What every test stands on: one of the two databases, real servers, no network, a count of what was skipped."""

from tests.services import run

run.prepare()

pytest_plugins = ("tests.services.databases", "tests.services.mail", "tests.services.browser", "tests.services.report")
