"""Addresses below /api/v1/."""

from django.urls import path

from rules.api import (
    assessments,
    connections,
    explanations,
    findings,
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
    path("findings/", findings.FindingList.as_view(), name="findings"),
    path("bodies/", parties.BodyList.as_view(), name="bodies"),
    path("bodies/<str:code>/", parties.BodyDetail.as_view(), name="body"),
    path("companies/", parties.CompanyList.as_view(), name="companies"),
    path("companies/<uuid:pk>/", parties.CompanyDetail.as_view(), name="company"),
    path("companies/<uuid:pk>/owners/", owners.OwnerDetail.as_view(), name="company-owners"),
    path("connections/", connections.ConnectionDetail.as_view(), name="connections"),
    path("people/", parties.PersonList.as_view(), name="people"),
    path("people/<uuid:pk>/", parties.PersonDetail.as_view(), name="person"),
    path("rulebook/", rulebook.RulebookDetail.as_view(), name="rulebook"),
    path("rulebook/<str:code>/", rulebook.RuleDetail.as_view(), name="rule"),
    path("precheck/", precheck.Precheck.as_view(), name="precheck"),
]
