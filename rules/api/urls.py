"""Addresses below /api/v1/."""

from django.urls import path

from rules.api import (
    assessments,
    candidates,
    connections,
    explanations,
    exports,
    findings,
    imports,
    leads,
    owners,
    parties,
    partnerships,
    precheck,
    rulebook,
)

app_name = "api"
urlpatterns = [
    path("partnerships/", partnerships.PartnershipList.as_view(), name="partnerships"),
    path("partnerships/<uuid:pk>/", partnerships.PartnershipDetail.as_view(), name="partnership"),
    path(
        "partnerships/<uuid:pk>/assessments/",
        partnerships.PartnershipAssessments.as_view(),
        name="partnership-assessments",
    ),
    path("assessments/<uuid:pk>/", assessments.AssessmentDetail.as_view(), name="assessment"),
    path("assessments/<uuid:pk>/retry/", assessments.AssessmentRetry.as_view(), name="assessment-retry"),
    path("assessments/<uuid:pk>/clearing/", explanations.ClearingList.as_view(), name="assessment-clearing"),
    path("assessments/<uuid:pk>/why-not/<str:code>/", explanations.WhyNotDetail.as_view(), name="assessment-why-not"),
    path("imports/", imports.ImportList.as_view(), name="imports"),
    path("imports/<uuid:pk>/", imports.ImportDetail.as_view(), name="import"),
    path("imports/<uuid:pk>/cancel/", imports.ImportCancel.as_view(), name="import-cancel"),
    path("imports/<uuid:pk>/records/", imports.ImportRecords.as_view(), name="import-records"),
    path("imports/<uuid:pk>/errors/", imports.ImportErrors.as_view(), name="import-errors"),
    path("findings/", findings.FindingList.as_view(), name="findings"),
    path("leads/", leads.LeadList.as_view(), name="leads"),
    path("leads/<int:pk>/", leads.LeadDetail.as_view(), name="lead"),
    path("leads/<int:pk>/decision/", leads.LeadDecision.as_view(), name="lead-decision"),
    path("leads/<int:pk>/undo/", leads.LeadUndo.as_view(), name="lead-undo"),
    path("candidates/", candidates.CandidateList.as_view(), name="candidates"),
    path("bodies/", parties.BodyList.as_view(), name="bodies"),
    path("bodies/<str:code>/", parties.BodyDetail.as_view(), name="body"),
    path("companies/", parties.CompanyList.as_view(), name="companies"),
    path("companies/<uuid:pk>/", parties.CompanyDetail.as_view(), name="company"),
    path("companies/<uuid:pk>/owners/", owners.OwnerDetail.as_view(), name="company-owners"),
    path("connections/", connections.ConnectionDetail.as_view(), name="connections"),
    path("people/", parties.PersonList.as_view(), name="people"),
    path("people/<uuid:pk>/", parties.PersonDetail.as_view(), name="person"),
    path("exports/", exports.ExportList.as_view(), name="exports"),
    path("exports/<str:form>/", exports.ExportFile.as_view(), name="export"),
    path("rulebook/", rulebook.RulebookDetail.as_view(), name="rulebook"),
    path("rulebook/<str:code>/", rulebook.RuleDetail.as_view(), name="rule"),
    path("precheck/", precheck.Precheck.as_view(), name="precheck"),
]
