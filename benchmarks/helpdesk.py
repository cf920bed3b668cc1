"""django-helpdesk beside us: the same machine, the same PostgreSQL, the same minute. Installed into a venv of its own.

Served as its own documentation advises: gunicorn, two processes of four threads, connections kept open, no mail sent.
"""

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlencode

from benchmarks.client import post

PACKAGES = ["django-helpdesk==2.6.1", "psycopg[binary]", "gunicorn", "whitenoise"]
SETTINGS = """
import dj_url
SECRET_KEY = "benchmark-0123456789abcdefghijklmnopqrstuvwxyz-0123456789"
ALLOWED_HOSTS = ["127.0.0.1"]
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions",
    "django.contrib.messages", "django.contrib.staticfiles", "django.contrib.sites", "django.contrib.humanize",
    "django.contrib.admin", "rest_framework", "helpdesk"]
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware", "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware", "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware", "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware", "django.contrib.messages.middleware.MessageMiddleware"]
ROOT_URLCONF = "site_urls"
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True, "OPTIONS": {
    "context_processors": ["django.template.context_processors.request", "django.contrib.auth.context_processors.auth",
    "django.template.context_processors.debug", "django.contrib.messages.context_processors.messages"]}}]
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": dj_url.NAME, "USER": "amends",
    "HOST": dj_url.HOST, "PORT": "5432", "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}}
STATIC_URL, STATIC_ROOT = "/static/", dj_url.HERE + "/static"
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
DEFAULT_FROM_EMAIL = "helpdesk@localhost"
LOGIN_URL = "helpdesk:login"
SITE_ID, USE_TZ, TIME_ZONE, LANGUAGE_CODE = 1, True, "UTC", "en-us"
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
HELPDESK_ACTIVATE_API_ENDPOINT = True
HELPDESK_TEAMS_MODE_ENABLED = False
REST_FRAMEWORK = {"DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"]}
LOGGING = {"version": 1, "disable_existing_loggers": False, "handlers": {"c": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["c"], "level": "WARNING"}}
"""
URLS = """
from django.urls import include, path
from django.contrib import admin
urlpatterns = [path("admin/", admin.site.urls), path("", include("helpdesk.urls", namespace="helpdesk"))]
"""
PREPARE = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0); call_command("collectstatic", interactive=False, verbosity=0)
from django.contrib.auth import get_user_model
from helpdesk.models import Queue
get_user_model().objects.create_superuser("admin", "admin@localhost", "admin")
Queue.objects.create(title="Customer service", slug="cs", email_address="cs@localhost", allow_public_submission=True)
"""
WSGI = "from django.core.wsgi import get_wsgi_application\napplication = get_wsgi_application()\n"


def installed(place: Path) -> Path:
    """Install it once; give the Python of its venv."""
    python = place / "venv" / "bin" / "python"
    if not (place / "venv" / "bin" / "gunicorn").exists():
        subprocess.run([sys.executable, "-m", "venv", str(place / "venv")], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "-q", *PACKAGES], check=True)
    return python


@contextmanager
def running(place: Path, socket: Path, database: str, port: int) -> Iterator[None]:
    """Serve it on a port from an empty database of that name behind a unix socket."""
    python = installed(place)
    site = place / "site"
    site.mkdir(parents=True, exist_ok=True)
    (site / "dj_url.py").write_text(f"NAME, HOST, HERE = {database!r}, {str(socket)!r}, {str(site)!r}\n")
    for name, text in (("site_settings", SETTINGS), ("site_urls", URLS), ("site_wsgi", WSGI), ("prepare", PREPARE)):
        (site / f"{name}.py").write_text(text)
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("AMENDS_", "DATABASE_"))}
    environment = plain | {"DJANGO_SETTINGS_MODULE": "site_settings", "PYTHONPATH": str(site)}
    subprocess.run([str(python), "prepare.py"], cwd=site, env=environment, check=True)
    command = [str(python.parent / "gunicorn"), "-w", "2", "-k", "gthread", "--threads", "4", "-b", f"127.0.0.1:{port}"]
    server = subprocess.Popen([*command, "site_wsgi:application"], cwd=site, env=environment, stderr=subprocess.DEVNULL)
    try:
        _wait_for(f"http://127.0.0.1:{port}/login/")
        yield
    finally:
        server.terminate()
        server.wait(timeout=30)


class Client:
    """Signs in once and writes requests that create tickets, as a script would with a session."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._cookies: dict[str, str] = {}
        self._open("/login/")
        form = {"username": "admin", "password": "admin", "next": "/dashboard/"}
        self._open("/login/", urlencode(form | {"csrfmiddlewaretoken": self._cookies["csrftoken"]}).encode())
        if "sessionid" not in self._cookies:
            raise RuntimeError("django-helpdesk did not let us sign in")

    def create(self, number: int, text: str) -> bytes:
        """Write the request that creates a ticket; answered with 201."""
        ticket = {
            "queue": 1, "title": f"Complaint {number}", "description": text,
            "submitter_email": f"buyer{number}@example.test", "priority": 3,
        }  # fmt: skip
        fields = {"Cookie": self._cookie(), "X-CSRFToken": self._cookies["csrftoken"], "Referer": self._address("/")}
        return post("/api/tickets/", json.dumps(ticket).encode(), fields)

    def _address(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def _cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self._cookies.items())

    def _open(self, path: str, body: bytes | None = None) -> None:
        fields = {"Cookie": self._cookie(), "Referer": self._address(path)}
        opener = urllib.request.build_opener(_StayHere)
        with opener.open(urllib.request.Request(self._address(path), body, fields)) as answer:
            for line in answer.headers.get_all("Set-Cookie") or []:
                self._cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}


class _StayHere(urllib.request.HTTPErrorProcessor):
    """Take a redirect as an answer: its cookies are what we came for."""

    def http_response(self, request, response):  # type: ignore[no-untyped-def]
        return response


def _wait_for(address: str) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except URLError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
