"""Addresses: health, metrics, REST below /api/v1/, sign-in, and the pages."""

from django.urls import include, path, re_path

from institutions.accounts.sign_in.language import change_language
from institutions.web.appearance import change_appearance
from institutions.web.openapi import docs_page, schema_document
from institutions.web.rest.fallback import unknown_address
from policyengine import health
from policyengine.metrics import metrics

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
    path("api/v1/schema/", schema_document, name="schema"),
    path("api/v1/docs/", docs_page, name="docs"),
    path("api/v1/", include("rules.web.api.urls")),
    re_path(r"^api(?:/.*)?$", unknown_address, name="unknown-address"),
    path("", include("institutions.accounts.sign_in.urls")),
    path("accounts/", include("institutions.accounts.urls")),
    path("language/", change_language, name="set_language"),
    path("appearance/", change_appearance, name="appearance"),
    path("", include("rules.web.pages.urls")),
]

handler400 = "institutions.web.rest.fallback.bad_request"
handler404 = "institutions.web.rest.fallback.not_found"
handler500 = "institutions.web.rest.fallback.server_error"
