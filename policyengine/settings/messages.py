"""Settings for outgoing messages: links, webhooks, e-mail."""

from django.core.exceptions import ImproperlyConfigured

from policyengine.settings.environment import env

# The address of the site, for links in messages: https://screening.example.go.jp. Empty: links have no host.
SITE_URL = env.str("SITE_URL", default="")
# Webhooks go to public addresses alone, but for these networks (10.1.0.0/16,…); an authority of one's own signs there.
WEBHOOK_NETWORKS = env.list("WEBHOOK_NETWORKS", default=[])
WEBHOOK_CA_FILE = env.str("WEBHOOK_CA_FILE", default="")

# E-mail about notices: smtp+tls://user:password@host:587. Without it nothing is sent; the page says so.
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
