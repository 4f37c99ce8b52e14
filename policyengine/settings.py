"""Settings, read from the environment. Every variable has a default that suits one machine, but for a server's secrets.

DATABASE_URL         sqlite:///… or postgres://…; default: var/policyengine.sqlite3
CELERY_BROKER_URL    filesystem://, amqp://… or redis://…; default: filesystem:// below var/broker
POLICYENGINE_VAR     folder for state; default: var/ beside manage.py
DEBUG                default off; with it off SECRET_KEY and ALLOWED_HOSTS must be given, and HTTPS alone is served

docs/running.md names the others.
"""

from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from institutions.queues import USUAL

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

VAR_DIR = Path(env.str("POLICYENGINE_VAR", default=str(BASE_DIR / "var")))
VAR_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="for development only, never secret" if DEBUG else "")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"] if DEBUG else [])
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "SECRET_KEY is not set. Set it to a long random text, or set DEBUG=true to try things out."
    )
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS is not set. Name the site's hosts, separated by commas.")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "institutions",
    "rules",
    "policyengine.sign_in.apps.SignInConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "rest_framework",
    "django_filters",
    "django_htmx",
    "csp",
    "drf_spectacular",
    "drf_spectacular_sidecar",
]

MIDDLEWARE = [
    "policyengine.logs.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "policyengine.headers.HeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "policyengine.sign_in.sessions.SessionLimitsMiddleware",
    "policyengine.sign_in.second_factor.SecondFactorMiddleware",
    "policyengine.sign_in.own_page.OwnPageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "policyengine.query_page.ParameterMiddleware",
]

ROOT_URLCONF = "policyengine.urls"
WSGI_APPLICATION = "policyengine.wsgi.application"
ASGI_APPLICATION = "policyengine.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "policyengine" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "policyengine.navigation.navigation",
            ],
        },
    },
]

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'policyengine.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Without IMMEDIATE a transaction that first reads and then writes fails at once when another one writes.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
    # Threads of a live server and worker processes share the test database only if it is a file.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
elif DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    # All our queries read few rows. PostgreSQL takes a recursive one for large, and compiles it for half a second.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")
# One cache for all processes and machines: it counts failed sign-ins. The table is made by a migration.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "policyengine_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # over it entries are thrown away, counts of failures among them
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "institutions.Account"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
# The first one hashes; a password that another one hashed is hashed anew when its owner signs in.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"

# Roles that get nowhere without a code of an authenticator beside the password (docs/decisions/0019).
SECOND_FACTOR_ROLES = env.list("SECOND_FACTOR_ROLES", default=[] if DEBUG else ["reviewer", "auditor", "administrator"])
SESSION_IDLE_SECONDS = env.int("SESSION_IDLE_SECONDS", default=60 * 60)
SESSION_COOKIE_AGE = env.int("SESSION_MAX_SECONDS", default=12 * 60 * 60)
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

ACCOUNT_ADAPTER = "policyengine.sign_in.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]  # asked for by a check; nobody signs up
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
# Counted in the cache, which all processes and machines share: five wrong passwords or codes of one name, twenty of one
# address. Then even the right one is refused until the first of them is so old.
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "20/m/ip,5/15m/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=0)
MFA_ADAPTER = "policyengine.sign_in.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "policyengine"
MFA_TOTP_TOLERANCE = 1  # a clock may be half a minute wrong
MFA_RECOVERY_CODES_SHOW_ONCE = True

# Sign-in by the organisation's own server (OpenID Connect), where one is configured.
OIDC_SERVER_URL = env.str("OIDC_SERVER_URL", default="")
OIDC_CLAIM = env.str("OIDC_CLAIM", default="sub")  # what an account's name at that server is compared with
SOCIALACCOUNT_ADAPTER = "policyengine.sign_in.adapters.OrganisationAdapter"
SOCIALACCOUNT_PROVIDERS = {}
OIDC_ORIGINS: list[str] = []
if OIDC_SERVER_URL:
    SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "organisation",
                    "name": env.str("OIDC_NAME", default="OpenID Connect"),
                    "client_id": env.str("OIDC_CLIENT_ID"),
                    "secret": env.str("OIDC_CLIENT_SECRET"),
                    "settings": {"server_url": OIDC_SERVER_URL, "uid_field": OIDC_CLAIM},
                }
            ],
        }
    }
    # The form of sign-in leads to its page, which the Content-Security-Policy has to allow.
    OIDC_ORIGINS = env.list("OIDC_ORIGINS", default=["{0.scheme}://{0.netloc}".format(urlsplit(OIDC_SERVER_URL))])

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("ja", _("Japanese"))]
LOCALE_PATHS = [BASE_DIR / "policyengine" / "locale"]
TIME_ZONE = "Asia/Tokyo"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "policyengine" / "static"]
# The largest document is 5 MB (SUBMISSION.md, rule 12); a body over this is refused before it is read.
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

# HTTPS alone, unless one tries things out on this machine.
HTTPS = env.bool("HTTPS", default=not DEBUG)
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # a load balancer asks them without TLS
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=365 * 24 * 60 * 60) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
# Whether browsers may carry the domain in their own lists is for its owner to say.
SECURE_HSTS_PRELOAD = env.bool("HSTS_PRELOAD", default=False)
SILENCED_SYSTEM_CHECKS = [] if SECURE_HSTS_PRELOAD else ["security.W021"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_TLS_PROXY", default=False) else None
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'", *OIDC_ORIGINS],
    },
}

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "policyengine.api.keys.KeyAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_PAGINATION_CLASS": "policyengine.api.pages.NewestFirst",
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "EXCEPTION_HANDLER": "policyengine.api.problems.problem_response",
    "PAGE_SIZE": 50,
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "policyengine",
    "DESCRIPTION": "What to look at before a public-private partnership is signed.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    # Several things have a state or a kind: each keeps its name whatever else comes.
    "ENUM_NAME_OVERRIDES": {
        "StateEnum": "rules.models.State.choices",
        "ImportStateEnum": "institutions.models.ImportState.choices",
        "LeadStateEnum": "institutions.models.LeadState.choices",
        "PartyKindEnum": "institutions.models.PartyKind.choices",
        "CaseStateEnum": "rules.models.CaseState.choices",
        "CaseActEnum": "rules.api.case_shapes.ACTS",
        "MovingActEnum": "rules.api.case_shapes.MOVING",
        "FindingStandingEnum": "rules.api.case_shapes.STANDINGS",
        "OutcomeEnum": "rules.models.Outcome.choices",
        "RecordOutcomeEnum": "institutions.models.Outcome.choices",
        "DeliveryStateEnum": "rules.models.DeliveryState.choices",
        "WebhookEventEnum": "rules.models.WebhookEvent.choices",
    },
}

# Where the site is reached, for links in messages: https://screening.example.go.jp. Empty: links have no host.
SITE_URL = env.str("SITE_URL", default="")
# Webhooks go to public addresses alone, but for these networks (10.1.0.0/16,…); an authority of one's own signs there.
WEBHOOK_NETWORKS = env.list("WEBHOOK_NETWORKS", default=[])
WEBHOOK_CA_FILE = env.str("WEBHOOK_CA_FILE", default="")

# E-mail about notices (rules/mail): smtp+tls://user:password@host:587. Without it nothing is sent; the page says so.
MAIL_CONFIGURED = bool(env.str("EMAIL_URL", default=""))
MAIL_SERVER = env.email_url("EMAIL_URL", default="dummymail://")
EMAIL_BACKEND = MAIL_SERVER["EMAIL_BACKEND"]
EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL_SERVER.get("EMAIL_USE_TLS", False), MAIL_SERVER.get("EMAIL_USE_SSL", False)
EMAIL_HOST = MAIL_SERVER["EMAIL_HOST"] or "localhost"
EMAIL_PORT = MAIL_SERVER["EMAIL_PORT"] or (465 if EMAIL_USE_SSL else 587 if EMAIL_USE_TLS else 25)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL_SERVER["EMAIL_HOST_USER"] or "", MAIL_SERVER["EMAIL_HOST_PASSWORD"] or ""
EMAIL_TIMEOUT = 10  # seconds for each step
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="")
MAIL_DIGEST_HOUR = env.int("MAIL_DIGEST_HOUR", default=8)
if MAIL_CONFIGURED and not (SITE_URL and DEFAULT_FROM_EMAIL):
    raise ImproperlyConfigured(
        "EMAIL_URL is set. Set SITE_URL (for links in e-mails) and DEFAULT_FROM_EMAIL (who they are from) too."
    )
if not 0 <= MAIL_DIGEST_HOUR <= 23:
    raise ImproperlyConfigured("MAIL_DIGEST_HOUR is an hour of the day. Set it to a number from 0 to 23.")

CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", default="filesystem://")
CELERY_QUEUE = env.str("CELERY_QUEUE", default=USUAL)  # installations that share a broker differ in this
BROKER_DIR = VAR_DIR / "broker"

# One assessment takes milliseconds. Its lease must outlast the hard limit: a check refuses other values.
ASSESSMENT_HARD_SECONDS = env.float("ASSESSMENT_HARD_SECONDS", default=120.0)
ASSESSMENT_SOFT_SECONDS = env.float("ASSESSMENT_SOFT_SECONDS", default=ASSESSMENT_HARD_SECONDS * 0.75)
ASSESSMENT_LEASE_SECONDS = env.float("ASSESSMENT_LEASE_SECONDS", default=ASSESSMENT_HARD_SECONDS * 1.25)
# An import renews its lease with each portion of its file, so that this bounds one portion and no whole import.
IMPORT_LEASE_SECONDS = env.float("IMPORT_LEASE_SECONDS", default=120.0)
SWEEP_SECONDS = env.float("SWEEP_SECONDS", default=15.0)
RESEND_SECONDS = env.float("RESEND_SECONDS", default=60.0)  # a queued row is told of again after this long
WORKER_GRACE_SECONDS = env.float("WORKER_GRACE_SECONDS", default=10.0)  # then a stopping worker gives its rows back
WORKER_CONCURRENCY = env.int("WORKER_CONCURRENCY", default=2)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"ids": {"()": "policyengine.logs.AddIds"}},
    "formatters": {"json": {"()": "policyengine.logs.JsonLine"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json", "filters": ["ids"]}},
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        "django.server": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
    },
}
