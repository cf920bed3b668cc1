"""What every test stands on: one of the two databases, real servers, no network, a count of what was skipped."""

from hypothesis import settings

from tests.services import run

run.prepare()
# How fast a machine is decides no test.
settings.register_profile("house", deadline=None)
settings.load_profile("house")

pytest_plugins = ("tests.services.databases", "tests.services.mail", "tests.services.browser", "tests.services.report")
