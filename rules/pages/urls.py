"""Addresses of the pages."""

from django.urls import path
from django.views.generic import RedirectView

from rules.pages import imports, partnerships, rulebook
from rules.pages.explanations import ClearingPage, WhyNotPage
from rules.pages.exports import ExportDownload, ExportPage
from rules.pages.form.check import CheckPage
from rules.pages.form.drafts import Drafts
from rules.pages.form.statement import StatementPage
from rules.pages.form.step import StepPage
from rules.pages.leads import DecideLead, LeadList, LeadPage, UndoLead
from rules.pages.lookup import Lookup
from rules.pages.retry import RetryAssessment

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="partnerships"), name="home"),
    path("partnerships/", partnerships.PartnershipList.as_view(), name="partnerships"),
    path("partnerships/<uuid:pk>/", partnerships.PartnershipPage.as_view(), name="partnership"),
    path("partnerships/<uuid:pk>/assessment/", partnerships.AssessmentPart.as_view(), name="partnership-assessment"),
    path("assessments/<uuid:pk>/retry/", RetryAssessment.as_view(), name="assessment-retry"),
    path("assessments/<uuid:pk>/clearing/", ClearingPage.as_view(), name="assessment-clearing"),
    path("assessments/<uuid:pk>/why-not/<slug:code>/", WhyNotPage.as_view(), name="assessment-why-not"),
    path("propose/", Drafts.as_view(), name="propose"),
    path("propose/<uuid:pk>/check/", CheckPage.as_view(), name="propose-check"),
    path("propose/<uuid:pk>/lookup/<slug:looks_for>/", Lookup.as_view(), name="propose-lookup"),
    path("propose/<uuid:pk>/statements/<int:number>/", StatementPage.as_view(), name="propose-statement"),
    path("propose/<uuid:pk>/<slug:step>/", StepPage.as_view(), name="propose-step"),
    path("imports/", imports.Imports.as_view(), name="imports"),
    path("imports/templates/<slug:name>.<slug:suffix>", imports.TemplateFile.as_view(), name="import-template"),
    path("imports/<uuid:pk>/", imports.ImportPage.as_view(), name="import"),
    path("imports/<uuid:pk>/state/", imports.ImportPart.as_view(), name="import-part"),
    path("imports/<uuid:pk>/errors.csv", imports.ImportErrorFile.as_view(), name="import-errors"),
    path("imports/<uuid:pk>/confirm/", imports.ActOnImport.as_view(act="confirm"), name="import-confirm"),
    path("imports/<uuid:pk>/cancel/", imports.ActOnImport.as_view(act="cancel"), name="import-cancel"),
    path("exports/", ExportPage.as_view(), name="exports"),
    path("exports/file/", ExportDownload.as_view(), name="export-file"),
    path("leads/", LeadList.as_view(), name="leads"),
    path("leads/<int:pk>/", LeadPage.as_view(), name="lead"),
    path("leads/<int:pk>/decision/", DecideLead.as_view(), name="lead-decision"),
    path("leads/<int:pk>/undo/", UndoLead.as_view(), name="lead-undo"),
    path("rulebook/", rulebook.RulebookPage.as_view(), name="rulebook"),
    path("rulebook/<slug:code>/", rulebook.RulePage.as_view(), name="rule"),
]
