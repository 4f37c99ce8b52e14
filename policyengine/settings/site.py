"""The site: its hosts, parts, languages and static files."""

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from policyengine.settings.environment import BASE_DIR, DEBUG, VAR_DIR, env
from policyengine.settings.watching import TRACES_ENDPOINT

SECRET_KEY = env.str("SECRET_KEY", default="for development only, never secret" if DEBUG else "")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])  # former keys, which are still read
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
    "institutions.accounts.sign_in.apps.SignInConfig",
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
    *(["policyengine.tracing.TraceMiddleware"] if TRACES_ENDPOINT else []),
    "institutions.audit.logs.RequestIdMiddleware",
    "rules.web.rulebook_of_request.RulebookMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "policyengine.headers.HeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "institutions.web.rates.middleware.RateMiddleware",
    "institutions.accounts.sign_in.strangers.StrangersBodiesMiddleware",
    "institutions.accounts.sign_in.kept_form.KeptFormMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "institutions.accounts.sign_in.sessions.SessionLimitsMiddleware",
    "institutions.accounts.sign_in.second_factor.SecondFactorMiddleware",
    "institutions.accounts.sign_in.own_page.OwnPageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "institutions.web.query_page.ParameterMiddleware",
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
                "policyengine.navigation.visible_navigation",
                "institutions.web.appearance.chosen_appearance",
            ],
        },
    },
]

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
