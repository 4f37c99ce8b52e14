"""Settings for sign-in: passwords, authenticators, sessions, and the organisation's own server."""

from urllib.parse import urlsplit

from institutions.values.product import PRODUCT_NAME
from policyengine.settings.environment import DEBUG, env

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
PASSWORD_RESET_TIMEOUT = env.int("PASSWORD_LINK_SECONDS", default=24 * 60 * 60)  # of a link to set a password

# Roles that get nowhere without a code of an authenticator beside the password (docs/decisions/0019).
GIVE_CODES = ["reviewer", "rulebook_editor", "auditor", "administrator"]
SECOND_FACTOR_ROLES = env.list("SECOND_FACTOR_ROLES", default=[] if DEBUG else GIVE_CODES)
SESSION_IDLE_SECONDS = env.int("SESSION_IDLE_SECONDS", default=60 * 60)
SESSION_COOKIE_AGE = env.int("SESSION_MAX_SECONDS", default=12 * 60 * 60)
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

ACCOUNT_ADAPTER = "institutions.accounts.sign_in.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]  # asked for by a check; nobody signs up
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
# Counted in the cache, which all processes and machines share: five wrong passwords of a name from one
# network, five wrong codes of an account, twenty of either from one address. Then even the right one is refused
# until the first is so old.
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "20/m/ip,5/15m/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=0)
MFA_ADAPTER = "institutions.accounts.sign_in.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = PRODUCT_NAME
MFA_TOTP_TOLERANCE = 1  # a clock may be half a minute wrong
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_FORMS = {
    "activate_totp": "institutions.accounts.sign_in.code_forms.CodeAtSetUp",
    "authenticate": "institutions.accounts.sign_in.code_forms.CodeAtSignIn",
    "reauthenticate": "institutions.accounts.sign_in.code_forms.CodeAgain",
}

# Sign-in by the organisation's own server (OpenID Connect), where one is configured.
OIDC_SERVER_URL = env.str("OIDC_SERVER_URL", default="")
OIDC_CLAIM = env.str("OIDC_CLAIM", default="sub")  # the claim that is compared with an account's name at that server
SOCIALACCOUNT_ADAPTER = "institutions.accounts.sign_in.adapters.OrganisationAdapter"
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
