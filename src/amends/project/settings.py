"""Django's settings, made from the environment."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF

from amends.project import environment

ENVIRONMENT = environment.read()
PACKAGE = Path(__file__).resolve().parent.parent

AMENDS_DATA = ENVIRONMENT.data
AMENDS_URL = ENVIRONMENT.url
AMENDS_IS_DEMO = ENVIRONMENT.is_demo
AMENDS_WARNS_OF_HTTP = ENVIRONMENT.warns_of_http
AMENDS_SMTP = ENVIRONMENT.smtp
AMENDS_MAIL_FROM = ENVIRONMENT.mail_from
AMENDS_TRUSTED_AUTHSERV = ENVIRONMENT.trusted_authserv

DEBUG = ENVIRONMENT.debug
SECRET_KEY = environment.secret_key(AMENDS_DATA)
ALLOWED_HOSTS = [ENVIRONMENT.host, *sorted(environment.LOOPBACK)]
ROOT_URLCONF = "amends.project.urls"
WSGI_APPLICATION = "amends.project.wsgi.application"
APPEND_SLASH = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

PACKAGES = [
    "organisation",
    "catalogue",
    "customers",
    "taxonomy",
    "complaints",
    "correspondence",
    "promises",
    "intake",
    "triage",
    "investigation",
    "authority",
    "decision",
    "redress",
    "followup",
    "escalation",
    "closure",
]
INSTALLED_APPS = [
    "amends.project",  # first: its `migrate` also installs the triggers
    *(f"amends.{package}" for package in PACKAGES),
    "amends.web",
    "amends.api",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "amends.web.uploading.BodyLimit",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "amends.web.refusals.Refusals",
    "amends.web.desk.people.Desk",
]


def _database() -> dict[str, Any]:
    """Configure PostgreSQL from DATABASE_URL, else the embedded database with every commit on disk."""
    if ENVIRONMENT.database_url:
        parsed: dict[str, Any] = dict(dj_database_url.parse(ENVIRONMENT.database_url))
        parsed |= {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
        if "postgresql" in parsed["ENGINE"]:
            parsed["ENGINE"] = "amends.project.postgresql"
            options = parsed.setdefault("OPTIONS", {})
            options.setdefault("connect_timeout", 5)
            # Our queries read few rows by index; compiling one to machine code first took seconds where it took 70 ms.
            ours = f"-c jit=off -c lock_timeout={ENVIRONMENT.database_wait}s"
            options["options"] = f"{ours} {options.get('options', '')}".strip()
            return parsed
        name = parsed["NAME"]
    else:
        AMENDS_DATA.mkdir(parents=True, exist_ok=True)
        name = str(AMENDS_DATA / "amends.sqlite3")
    return {
        "ENGINE": "amends.project.sqlite",
        "NAME": name,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": ENVIRONMENT.database_wait,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        },
    }


DATABASES = {"default": _database()}

AUTH_USER_MODEL = "organisation.Staff"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/sign-in"
LOGIN_REDIRECT_URL = "/desk/"
LOGOUT_REDIRECT_URL = "/sign-in"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "amends.web.accounts.Adapter"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "20/5m/ip"}  # never per account: that locks the victim out
ACCOUNT_FORMS = {
    "login": "amends.web.desk.entrance_forms.Login",
    "change_password": "amends.web.desk.entrance_forms.ChangePassword",
    "set_password": "amends.web.desk.entrance_forms.SetPassword",
    "reauthenticate": "amends.web.desk.entrance_forms.Again",
}
MFA_ADAPTER = "amends.web.accounts.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Amends"
MFA_FORMS = {
    "authenticate": "amends.web.desk.entrance_forms.Code",
    "reauthenticate": "amends.web.desk.entrance_forms.CodeAgain",
    "activate_totp": "amends.web.desk.entrance_forms.AppOn",
    "add_webauthn": "amends.web.desk.entrance_forms.NewPasskey",
}

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ja", "日本語"), ("zh-hans", "简体中文"), ("ms", "Bahasa Melayu")]
LOCALE_PATHS = [PACKAGE / "locale"]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = "UTC"
USE_TZ = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "amends.web.bars.site_bars",
                "amends.web.frame.shell",
                "amends.web.desk.frame.desk",
            ]
        },
    }
]
STATIC_URL = "/static/"
STATIC_ROOT = None  # found in the packages; nothing is collected
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_MAX_AGE = 0 if DEBUG else 30 * 24 * 3600

_HTTPS = ENVIRONMENT.is_https
SESSION_COOKIE_NAME = "__Host-amends" if _HTTPS else "amends"
SESSION_COOKIE_SECURE = _HTTPS
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_COOKIE_NAME = "__Host-csrf" if _HTTPS else "csrf"
CSRF_COOKIE_SECURE = _HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_USE_SESSIONS = False
CSRF_FAILURE_VIEW = "amends.web.shell.too_old"
CSRF_TRUSTED_ORIGINS = [AMENDS_URL]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if _HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.trusted_proxy else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "media-src": [SELF],
        "connect-src": [SELF],
        "frame-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
        "manifest-src": [SELF],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 20
# Not in a folder of the whole machine: what a killed process leaves of an upload stays with us, and goes a day later.
FILE_UPLOAD_TEMP_DIR = AMENDS_DATA / "arriving"
FILE_UPLOAD_TEMP_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
FILE_UPLOAD_HANDLERS = ["amends.web.uploading.CappedUploadHandler"]
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
EMAIL_TIMEOUT = 30

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "amends.project.logs.Line"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"amends": {"level": "INFO"}, "django.request": {"level": "ERROR"}},
}
