"""Addresses: health, REST below /api/v1/, sign-in, and the pages."""

from django.urls import include, path, re_path

from policyengine import health
from policyengine.api.fallback import unknown_address
from policyengine.schema import docs_page, schema_document
from policyengine.sign_in.language import change_language

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("api/v1/schema/", schema_document, name="schema"),
    path("api/v1/docs/", docs_page, name="docs"),
    path("api/v1/", include("rules.api.urls")),
    re_path(r"^api(?:/.*)?$", unknown_address, name="unknown-address"),
    path("", include("policyengine.sign_in.urls")),
    path("accounts/", include("institutions.accounts.urls")),
    path("language/", change_language, name="set_language"),
    path("", include("rules.pages.urls")),
]

handler400 = "policyengine.api.fallback.bad_request"
handler404 = "policyengine.api.fallback.not_found"
handler500 = "policyengine.api.fallback.server_error"
