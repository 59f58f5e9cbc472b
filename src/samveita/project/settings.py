"""Django's settings, by concern. Values that differ between installations come from ``environment.py`` alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from samveita import __version__
from samveita.iceland import clock
from samveita.project.databases import django_database
from samveita.project.environment import read_environment
from samveita.project.logging import logging_settings
from samveita.project.rooms import ROOMS

ENVIRONMENT = read_environment()

# ------------------------------------------------------------------ what this installation is
MODE = ENVIRONMENT.mode
IS_PRODUCTION = ENVIRONMENT.is_production
DEBUG = ENVIRONMENT.debug
RELEASE = __version__
SECRET_KEY = ENVIRONMENT.secret_key
ALLOWED_HOSTS = ENVIRONMENT.allowed_hosts
DATA_DIRECTORY: Path = ENVIRONMENT.data_directory.absolute()
ADDRESS_FILE: Path | None = ENVIRONMENT.address_file
# The component gallery shows made-up persons only, but has no business in production.
SAMVEITA_GALLERY = not IS_PRODUCTION
CRASH_AT = ENVIRONMENT.crash_at
if IS_PRODUCTION:
    clock.forbid_shifting()

# ------------------------------------------------------------------ addresses
PUBLIC_ADDRESS = ENVIRONMENT.public_address
PORTAL_ADDRESS = ENVIRONMENT.portal_address
MUNICIPALITY_HOSTS = ENVIRONMENT.slug_of_host
ROOT_URLCONF = "samveita.project.urls"
WSGI_APPLICATION = "samveita.project.wsgi.application"
APPEND_SLASH = True

# ------------------------------------------------------------------ rooms
INSTALLED_APPS = [
    *ROOMS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "django_tasks",
    "django_tasks_db",
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "identity.Account"
SILENCED_SYSTEM_CHECKS: list[str] = []

# ------------------------------------------------------------------ requests
MIDDLEWARE = [
    "samveita.project.logging.RequestLogMiddleware",
    "samveita.project.metrics.MetricsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "samveita.ground.identity.middleware.ActorMiddleware",
    "samveita.ground.organisations.middleware.MunicipalityMiddleware",
]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "samveita.project.context.installation",
                "samveita.ground.organisations.context.brand",
                "samveita.ground.identity.context.person",
                "samveita.ground.catalogue.context.practice",
                "samveita.faces.front.context.links",
            ],
        },
    },
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_HANDLERS = ["samveita.ground.vault.uploads.BoundedUpload"]

# ------------------------------------------------------------------ databases
DATABASES = {"default": django_database(ENVIRONMENT)}
DATABASE_ROUTERS: list[str] = []
DATABASE_APP_ROLE = ENVIRONMENT.database_app_role

# ------------------------------------------------------------------ sessions and sign-in
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = "samveita"
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = PUBLIC_ADDRESS.startswith("https://")
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE
CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = [address for address in (PUBLIC_ADDRESS, PORTAL_ADDRESS) if address]
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
LOGIN_ISSUER = ENVIRONMENT.login_issuer_address
LOGIN_CLIENT_ID = ENVIRONMENT.login_client_id
LOGIN_CLIENT_SECRET = ENVIRONMENT.login_client_secret
MASTER_KEYS = ENVIRONMENT.master_key_ring

# ------------------------------------------------------------------ transport
SECURE_SSL_REDIRECT = IS_PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^heilsa/"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if IS_PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_PRODUCTION
SECURE_HSTS_PRELOAD = IS_PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.behind_proxy else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "frame-ancestors": [NONE],
        # Logging out and stepping out of a delegation post here and are redirected to the login service.
        "form-action": [SELF, *sorted({LOGIN_ISSUER, PUBLIC_ADDRESS} - {""})],
    },
}

# ------------------------------------------------------------------ languages and time
LANGUAGE_CODE = "is"
LANGUAGES = [("is", "Íslenska"), ("en", "English"), ("pl", "Polski")]
LANGUAGE_COOKIE_NAME = "samveita_tungumal"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Atlantic/Reykjavik"

# ------------------------------------------------------------------ files
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIRECTORY / "static"
if not IS_PRODUCTION:
    STATIC_ROOT.mkdir(parents=True, exist_ok=True)
VAULT_DIRECTORY = DATA_DIRECTORY / "vault"
FILE_SIZE_LIMIT = ENVIRONMENT.upload_megabytes * 1024 * 1024
DRAFTS_KEPT_DAYS = ENVIRONMENT.drafts_kept_days
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if IS_PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage",
    },
}
WHITENOISE_USE_FINDERS = not IS_PRODUCTION
WHITENOISE_AUTOREFRESH = DEBUG

# ------------------------------------------------------------------ background work
TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "QUEUES": ["default"],
    },
}

# ------------------------------------------------------------------ outside services
OUTSIDE_TIMEOUT = ENVIRONMENT.outside_timeout
MAILBOX_ADDRESS = ENVIRONMENT.mailbox_service_address
MAILBOX_TOKEN_ADDRESS = ENVIRONMENT.mailbox_token_service_address
MAILBOX_CLIENT_ID = ENVIRONMENT.mailbox_client_id
MAILBOX_CLIENT_SECRET = ENVIRONMENT.mailbox_client_secret
MAILBOX_SCOPE = ENVIRONMENT.mailbox_scope_asked
MAILBOX_AUDIENCE = ENVIRONMENT.mailbox_audience
MAILBOX_ISSUER = ENVIRONMENT.mailbox_token_issuer
MAILBOX_KEYS_ADDRESS = ENVIRONMENT.mailbox_keys_service_address
MAILBOX_READER_SCOPE = ENVIRONMENT.mailbox_reader_scope
MAILBOX_SKEW_SECONDS = ENVIRONMENT.mailbox_skew_seconds
MAILBOX_STRENGTH_MODE = ENVIRONMENT.mailbox_strength_mode
ACCOUNTS_ADDRESS = ENVIRONMENT.accounts_service_address
XROAD_ADDRESS = ENVIRONMENT.xroad_service_address
XROAD_CLIENT = ENVIRONMENT.xroad_client
REGISTRIES_TOKEN_ADDRESS = ENVIRONMENT.registries_token_service_address
REGISTRIES_CLIENT_ID = ENVIRONMENT.registries_client_id
REGISTRIES_CLIENT_SECRET = ENVIRONMENT.registries_client_secret
NATIONAL_REGISTRY_SERVICE = ENVIRONMENT.national_registry_service
NATIONAL_REGISTRY_SCOPE = ENVIRONMENT.national_registry_scope
COMPANY_REGISTRY_SERVICE = ENVIRONMENT.company_registry_service
RELATIONSHIPS_SERVICE = ENVIRONMENT.relationships_service
RELATIONSHIPS_SCOPE = ENVIRONMENT.relationships_scope
TAX_REGISTRY_ADDRESS = ENVIRONMENT.tax_registry_service_address
TAX_REGISTRY_AGENT = ENVIRONMENT.tax_registry_agent
TAX_REGISTRY_SECRET = ENVIRONMENT.tax_registry_secret

# ------------------------------------------------------------------ e-mail
EMAIL_SERVER = ENVIRONMENT.email_server
DEFAULT_FROM_EMAIL = ENVIRONMENT.email_from
SERVER_EMAIL = ENVIRONMENT.email_from
EMAIL_FILE_PATH = str(DATA_DIRECTORY / "email")
EMAIL_TIMEOUT = OUTSIDE_TIMEOUT
(EMAIL_BACKEND, EMAIL_HOST, EMAIL_PORT, EMAIL_HOST_USER, EMAIL_HOST_PASSWORD, EMAIL_USE_TLS) = (
    ENVIRONMENT.email_settings
)
EMAIL_SUBJECT_PREFIX = "[Samveita] "
ADMINS = [(address, address) for address in ENVIRONMENT.error_recipients]

# ------------------------------------------------------------------ watching
METRICS_TOKEN = ENVIRONMENT.metrics_token
LOGGING = logging_settings(level=ENVIRONMENT.log_level, style=ENVIRONMENT.log_format)
