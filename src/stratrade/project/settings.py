"""Settings: everything comes from the environment or from files in STRATRADE_HOME."""

import os
import secrets
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

import stratrade
from stratrade.kernel import yamltext

PACKAGE = Path(stratrade.__file__).parent
STRATRADE_HOME = Path(os.environ.get("STRATRADE_HOME") or Path.home() / ".local" / "share" / "stratrade")
STRATRADE_PACK = os.environ.get("STRATRADE_PACK", "kh")


def _kept_secret(name: str) -> str:
    """A secret of this installation: made on first use, readable by its owner alone."""
    path = STRATRADE_HOME / name
    if not path.exists():
        STRATRADE_HOME.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_text(encoding="ascii").strip()
        with os.fdopen(descriptor, "w", encoding="ascii") as out:
            out.write(secrets.token_urlsafe(50))
    return path.read_text(encoding="ascii").strip()


def database_of(url: str) -> dict[str, object]:
    """A Django database from `postgresql://user:password@host:port/name?host=/socket/folder`."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise ImproperlyConfigured("DATABASE_URL must start with postgresql://")
    options = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": str(parts.port or options.pop("port", "")),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**options, "connect_timeout": 5},
    }


def _pack() -> dict[str, object]:
    """The pack's own page: time zone and languages are needed before anything else is."""
    path = PACKAGE / "data" / "packs" / STRATRADE_PACK / "pack.yaml"
    if not path.is_file():
        raise ImproperlyConfigured(f"STRATRADE_PACK: there is no pack {STRATRADE_PACK!r}")
    content = yamltext.read(path.read_text(encoding="utf-8"))
    return content if isinstance(content, dict) else {}


_page = _pack()
LEGAL_TIME_ZONE = str(_page.get("zone", "UTC"))
DEMONSTRATION = (STRATRADE_HOME / "demonstration").exists()
EXERCISE = bool(_page.get("exercise", False))

DEBUG = os.environ.get("STRATRADE_DEBUG") == "1"
SECRET_KEY = os.environ.get("STRATRADE_SECRET_KEY") or _kept_secret("secret-key")
ALLOWED_HOSTS = os.environ.get("STRATRADE_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("STRATRADE_ORIGINS", "").split(",") if o]
DATABASES = {"default": database_of(os.environ.get("DATABASE_URL", "postgresql:///stratrade"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "stratrade.project.apps.ProjectConfig",
    *sorted(f"stratrade.apps.{page.parent.name}" for page in (PACKAGE / "apps").glob("*/apps.py")),
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_htmx",
    "oauth2_provider",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "stratrade.project.request_id.RequestId",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "stratrade.interfaces.web.middleware.LanguageOfPerson",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "stratrade.project.urls"
WSGI_APPLICATION = "stratrade.project.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [
            PACKAGE / "interfaces" / "web" / "templates",
            *sorted((PACKAGE / "interfaces" / "web").glob("*/templates")),
        ],
        "APP_DIRS": True,
        "OPTIONS": {
            "libraries": {"stratrade": "stratrade.interfaces.web.templatetags.stratrade"},
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "stratrade.interfaces.web.context.shell",
            ],
        },
    }
]
FORM_RENDERER = "stratrade.interfaces.web.renderer.Renderer"

# people
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody is mailed who has no account
ACCOUNT_ADAPTER = "stratrade.apps.accounts.adapter.AccountAdapter"
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "10/m/ip,20/5m/key",
    "self_assessment": "30/h/ip",  # begun without an account
    "self_assessment_step": "600/h/ip",  # answered, described anew, finished
    "self_assessment_code": "60/h/ip",  # codes tried, so that none is found by trying
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "login"
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "locked.html"
AXES_VERBOSE = False
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = os.environ.get("STRATRADE_TLS") == "1"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# machines
OAUTH2_PROVIDER = {
    "ACCESS_TOKEN_EXPIRE_SECONDS": 900,
    "SCOPES": {"api": "Everything the client's account may do"},
    "ALLOWED_GRANT_TYPES": ["client-credentials"],
    "PKCE_REQUIRED": True,
}

# the answer to a browser
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "stratrade.interfaces.web.uploads.ReadPast",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# languages and time
LANGUAGES = [("km", _("Khmer")), ("fr", _("French")), ("en", _("English"))]
LANGUAGE_CODE = "en"
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [PACKAGE / "locale"]
FORMAT_MODULE_PATH = ["stratrade.interfaces.web.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = LEGAL_TIME_ZONE

# static files
STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE / "interfaces" / "web" / "static"]
STATIC_ROOT = Path(os.environ.get("STRATRADE_STATIC") or STRATRADE_HOME / "static")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# jobs and mail
PROCRASTINATE_ON_APP_READY = None
PROCRASTINATE_IMPORT_PATHS: list[str] = []
if find_spec("stratrade.interfaces.jobs.registry"):
    from stratrade.interfaces.jobs.registry import IMPORT_PATHS

    PROCRASTINATE_IMPORT_PATHS = IMPORT_PATHS
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = os.environ.get("STRATRADE_MAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("STRATRADE_MAIL_PORT", "25"))
DEFAULT_FROM_EMAIL = os.environ.get("STRATRADE_MAIL_FROM", "stratrade@localhost")
MAIL_NOTICES = bool(EMAIL_HOST)
# Where watch lists are fetched from, form -> addresses; none is, unless its address is set.
WATCHLIST_URLS = {
    form: tuple(url for url in (os.environ.get(f"STRATRADE_WATCHLIST_{name}_URL") for name in names) if url)
    for form, names in {
        "un": ("UN",),
        "ofac": ("OFAC", "OFAC_ALIASES"),
        "ofac_cons": ("OFAC_CONS", "OFAC_CONS_ALIASES"),
        "ofac_xml": ("OFAC_XML",),
        "ofac_adv": ("OFAC_ADV",),
        "eu": ("EU",),
        "uk": ("UK",),
        "uk_xml": ("UK_XML",),
        "ftm": ("FTM",),
        "national": ("NATIONAL",),
        "lines": ("LINES",),
    }.items()
    if os.environ.get(f"STRATRADE_WATCHLIST_{names[0]}_URL")
}
SITE_URL = os.environ.get("STRATRADE_URL", "http://127.0.0.1:8000")
if not EMAIL_HOST:
    # Without a mail server, what would be sent lies in the data folder, readable by its owner alone.
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = STRATRADE_HOME / "mail"
    EMAIL_FILE_PATH.mkdir(mode=0o700, parents=True, exist_ok=True)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "request_id": {"()": "stratrade.project.request_id.RequestIdFilter"},
        "masked": {"()": "stratrade.project.masking.Masked"},
    },
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(request_id)s %(name)s %(message)s"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["request_id", "masked"]}
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"stratrade": {"level": "INFO"}, "axes": {"level": "ERROR"}},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
