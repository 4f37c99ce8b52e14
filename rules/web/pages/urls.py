"""Addresses of the pages."""

from django.urls import path

from rules.web.pages import filtered_files, rulebook, screenings
from rules.web.pages.account import account_requests, keys, webhooks
from rules.web.pages.account.mail_choices import ConfirmAddress, MailChoices, SendMailsAgain
from rules.web.pages.account.notices import MarkNotices, NoticeList, OpenNotice
from rules.web.pages.audit import overrides, samples, trail
from rules.web.pages.cases import partnerships
from rules.web.pages.cases.calendar import CalendarFile, CalendarPage
from rules.web.pages.cases.case import CasePage
from rules.web.pages.cases.case_list import CaseList
from rules.web.pages.cases.drafts import DraftsPage
from rules.web.pages.cases.explanations import ClearingPage, WhyNotPage
from rules.web.pages.cases.finding import FindingDetails, FindingPage
from rules.web.pages.cases.graph import GraphPage
from rules.web.pages.cases.information_request import InformationRequestPage
from rules.web.pages.cases.missing_data import AddMissingData
from rules.web.pages.cases.papers import FileDownload, PapersPage
from rules.web.pages.cases.people_concerned.declaration import MyDeclarationPage
from rules.web.pages.cases.people_concerned.hearing import MyHearingPage
from rules.web.pages.cases.people_concerned.my import MyPage
from rules.web.pages.cases.receipt import ReceiptDownload
from rules.web.pages.cases.report import ReportDownload
from rules.web.pages.cases.retry import RetryAssessment
from rules.web.pages.cases.reviewer_lookup import ReviewerOptions
from rules.web.pages.cases.timeline.page import TimelinePage
from rules.web.pages.commission import commissions
from rules.web.pages.commission import files as commission_files
from rules.web.pages.commission import sitting as commission_sitting
from rules.web.pages.commission.contract import ContractPage
from rules.web.pages.dashboard import DashboardFile, DashboardPage, FindingsPage
from rules.web.pages.first_case.page import CloseFirstCase, FirstCasePage
from rules.web.pages.form.check import CheckPage
from rules.web.pages.form.copying import CopyStart
from rules.web.pages.form.deleting import DeleteDraft
from rules.web.pages.form.drafts import Drafts
from rules.web.pages.form.pasting.page import PastePage
from rules.web.pages.form.precheck import PrecheckPage
from rules.web.pages.form.revising import RevisionStart
from rules.web.pages.form.statement import StatementPage
from rules.web.pages.form.step import StepPage
from rules.web.pages.glossary import GlossaryPage
from rules.web.pages.installation import InstallationPage
from rules.web.pages.keeping.data_protection import DataProtectionPage
from rules.web.pages.keeping.retention import RetentionPage
from rules.web.pages.lookup import InputOptions
from rules.web.pages.match_preview import MatchPreview
from rules.web.pages.person_data import files as person_data
from rules.web.pages.person_data.erasure import ErasurePage, PreviewPage, PreviewProgress
from rules.web.pages.processes import files as process_files
from rules.web.pages.processes.listed import ProcessesFile, ProcessesPage
from rules.web.pages.processes.missing import MissingDataPage
from rules.web.pages.processes.process import ProcessPage, RegisterProcess
from rules.web.pages.register import editions, imports
from rules.web.pages.register.bodies.body import BodyPage
from rules.web.pages.register.bodies.chart import BodiesPage
from rules.web.pages.register.exports import ExportDownload, ExportPage
from rules.web.pages.register.leads import DecideLead, LeadPage, LeadsPage, UndoLead
from rules.web.pages.register.lists import ListTemplateFile, OfficialListPage, OfficialListsPage
from rules.web.pages.register.parties import long_tables
from rules.web.pages.register.parties.any_party import WhicheverParty
from rules.web.pages.register.parties.company import CompanyPage
from rules.web.pages.register.parties.connections import ConnectionOfBody, ConnectionOfPerson, ConnectionPage
from rules.web.pages.register.parties.lists import CompaniesPage, PeoplePage
from rules.web.pages.register.parties.person import PersonPage
from rules.web.pages.register.sources import SourcePage, SourcesPage
from rules.web.pages.reorganisations.acts import ReorganisationAct
from rules.web.pages.reorganisations.comparing import CompareReorganisations
from rules.web.pages.reorganisations.drafts import (
    CopyReorganisation,
    PastedReorganisation,
    ReorganisationDocument,
    ReorganisationDrafts,
    ReorganisationPage,
    WithdrawReorganisation,
)
from rules.web.pages.reorganisations.effect import ReorganisationEffectPage, ReorganisationReport
from rules.web.pages.reorganisations.enacting import EnactReorganisation
from rules.web.pages.reorganisations.rebasing import RebaseReorganisation
from rules.web.pages.saved_filters import ChangeFilter, SaveFilter
from rules.web.pages.search import SearchPage
from rules.web.pages.work import WorkPage
from rules.web.pages.workshop import adoptions as workshop_adoptions
from rules.web.pages.workshop import drafts as workshop_drafts
from rules.web.pages.workshop import files as workshop_files
from rules.web.pages.workshop import organisation as workshop_organisation
from rules.web.pages.workshop import trials as workshop_trials

urlpatterns = [
    path("", WorkPage.as_view(), name="home"),
    path("my/", MyPage.as_view(), name="my"),
    path("my/cases/<uuid:pk>/declaration/", MyDeclarationPage.as_view(), name="my-declaration"),
    path("my/hearings/<int:pk>/", MyHearingPage.as_view(), name="my-hearing"),
    path("search/", SearchPage.as_view(), name="search"),
    path("partnerships/", CaseList.as_view(), name="partnerships"),
    path("partnerships/file/", filtered_files.PartnershipsFile.as_view(), name="partnerships-file"),
    path("partnerships/<uuid:pk>/", partnerships.PartnershipPage.as_view(), name="partnership"),
    path("partnerships/<uuid:pk>/assessment/", partnerships.AssessmentPart.as_view(), name="partnership-assessment"),
    path("partnerships/<uuid:pk>/graph/", GraphPage.as_view(), name="partnership-graph"),
    path("partnerships/<uuid:pk>/case/", CasePage.as_view(), name="case"),
    path("partnerships/<uuid:pk>/case/reviewers/", ReviewerOptions.as_view(), name="reviewer-lookup"),
    path("partnerships/<uuid:pk>/papers/", PapersPage.as_view(), name="papers"),
    path("requests/<int:pk>/", InformationRequestPage.as_view(), name="information-request"),
    path("files/<int:pk>/", FileDownload.as_view(), name="my-file"),
    path("partnerships/<uuid:pk>/report.pdf", ReportDownload.as_view(), name="partnership-report"),
    path("partnerships/<uuid:pk>/timeline/", TimelinePage.as_view(), name="timeline"),
    path("partnerships/<uuid:pk>/copy/", CopyStart.as_view(), name="copy"),
    path("partnerships/<uuid:pk>/revise/", RevisionStart.as_view(), name="revise"),
    path("partnerships/<uuid:pk>/add/", AddMissingData.as_view(), name="partnership-add"),
    path("first-case/", FirstCasePage.as_view(), name="first-case"),
    path("first-case/close/", CloseFirstCase.as_view(), name="first-case-close"),
    path("glossary/", GlossaryPage.as_view(), name="glossary"),
    path("dashboard/", DashboardPage.as_view(), name="dashboard"),
    path("dashboard/file/", DashboardFile.as_view(), name="dashboard-file"),
    path("findings/", FindingsPage.as_view(), name="findings"),
    path("partnerships/<uuid:pk>/calendar/", CalendarPage.as_view(), name="calendar"),
    path("partnerships/<uuid:pk>/calendar.ics", CalendarFile.as_view(), name="calendar-file"),
    path("partnerships/<uuid:pk>/drafts/", DraftsPage.as_view(), name="case-drafts"),
    path("findings/file/", filtered_files.FindingsFile.as_view(), name="findings-file"),
    path("findings/<int:pk>/", FindingPage.as_view(), name="finding"),
    path("findings/<int:pk>/details/", FindingDetails.as_view(), name="finding-details"),
    path("findings/<int:pk>/receipt.json", ReceiptDownload.as_view(), name="finding-receipt"),
    path("findings/<int:pk>/decisions/<int:number>/receipt.json", ReceiptDownload.as_view(), name="decision-receipt"),
    path("assessments/<uuid:pk>/retry/", RetryAssessment.as_view(), name="assessment-retry"),
    path("assessments/<uuid:pk>/clearing/", ClearingPage.as_view(), name="assessment-clearing"),
    path("assessments/<uuid:pk>/why-not/<slug:code>/", WhyNotPage.as_view(), name="assessment-why-not"),
    path("propose/", Drafts.as_view(), name="propose"),
    path("propose/<uuid:pk>/check/", CheckPage.as_view(), name="propose-check"),
    path("propose/<uuid:pk>/delete/", DeleteDraft.as_view(), name="propose-delete"),
    path("propose/<uuid:pk>/lookup/<slug:looks_for>/", InputOptions.as_view(), name="propose-lookup"),
    path("propose/<uuid:pk>/precheck/", PrecheckPage.as_view(), name="propose-precheck"),
    path("propose/<uuid:pk>/statements/<int:number>/", StatementPage.as_view(), name="propose-statement"),
    path("propose/<uuid:pk>/table/<slug:of>/", PastePage.as_view(), name="propose-table"),
    path("propose/<uuid:pk>/<slug:step>/", StepPage.as_view(), name="propose-step"),
    path("processes/", ProcessesPage.as_view(), name="processes"),
    path("processes/file/", ProcessesFile.as_view(), name="processes-file"),
    path("processes/files/", process_files.ProcessFiles.as_view(), name="process-files"),
    path("processes/files/<uuid:pk>/", process_files.ProcessFilePage.as_view(), name="process-file"),
    path("processes/files/<uuid:pk>/state/", process_files.ProcessFileProgress.as_view(), name="process-file-part"),
    path("processes/files/<uuid:pk>/stop/", process_files.StopProcessFile.as_view(), name="process-file-stop"),
    path("processes/<uuid:pk>/", ProcessPage.as_view(), name="process"),
    path("processes/<uuid:pk>/register/", RegisterProcess.as_view(), name="process-register"),
    path("missing-data/", MissingDataPage.as_view(), name="missing-data"),
    path("imports/", imports.Imports.as_view(), name="imports"),
    path("imports/templates/<slug:name>.<slug:suffix>", imports.TemplateFile.as_view(), name="import-template"),
    path("imports/<uuid:pk>/", imports.ImportPage.as_view(), name="import"),
    path("imports/<uuid:pk>/state/", imports.ImportProgress.as_view(), name="import-part"),
    path("imports/<uuid:pk>/errors.csv", imports.ImportErrorFile.as_view(), name="import-errors"),
    path("imports/<uuid:pk>/confirm/", imports.ActOnImport.as_view(act="confirm"), name="import-confirm"),
    path("imports/<uuid:pk>/cancel/", imports.ActOnImport.as_view(act="cancel"), name="import-cancel"),
    path("exports/", ExportPage.as_view(), name="exports"),
    path("exports/file/", ExportDownload.as_view(), name="export-file"),
    path("bodies/", BodiesPage.as_view(), name="bodies"),
    path("bodies/<str:code>/", BodyPage.as_view(), name="body"),
    path("bodies/<uuid:pk>/connections/", ConnectionOfBody.as_view(), name="body-connections"),
    path("sources/", SourcesPage.as_view(), name="sources"),
    path("sources/<int:pk>/", SourcePage.as_view(), name="source"),
    path("leads/", LeadsPage.as_view(), name="leads"),
    path("leads/<int:pk>/", LeadPage.as_view(), name="lead"),
    path("leads/<int:pk>/preview/", MatchPreview.as_view(), name="lead-preview"),
    path("leads/<int:pk>/decision/", DecideLead.as_view(), name="lead-decision"),
    path("leads/<int:pk>/undo/", UndoLead.as_view(), name="lead-undo"),
    path("filters/", SaveFilter.as_view(), name="save-filter"),
    path("filters/<int:pk>/", ChangeFilter.as_view(), name="change-filter"),
    path("companies/", CompaniesPage.as_view(), name="companies"),
    path("companies/file/", filtered_files.CompaniesFile.as_view(), name="companies-file"),
    path("companies/<uuid:pk>/", CompanyPage.as_view(), name="company"),
    path("companies/<uuid:pk>/owners/", long_tables.AllOwners.as_view(), name="company-owners"),
    path("companies/<uuid:pk>/holdings/", long_tables.AllHoldings.as_view(), name="company-holdings"),
    path("companies/<uuid:pk>/ties/<slug:name>/", long_tables.AllTies.as_view(), name="company-ties"),
    path("companies/<uuid:pk>/partnerships/", long_tables.AllPartnerships.as_view(), name="company-partnerships"),
    path("companies/<uuid:pk>/connections/", ConnectionPage.as_view(), name="company-connections"),
    path("people/", PeoplePage.as_view(), name="people"),
    path("people/file/", filtered_files.PeopleFile.as_view(), name="people-file"),
    path("people/<uuid:pk>/", PersonPage.as_view(), name="person"),
    path("people/<uuid:pk>/holdings/", long_tables.HoldingsOfPerson.as_view(), name="person-holdings"),
    path("people/<uuid:pk>/ties/<slug:name>/", long_tables.TiesOfPerson.as_view(), name="person-ties"),
    path("people/<uuid:pk>/partnerships/", long_tables.PartnershipsOfPerson.as_view(), name="person-partnerships"),
    path("people/<uuid:pk>/connections/", ConnectionOfPerson.as_view(), name="person-connections"),
    path("parties/<uuid:pk>/", WhicheverParty.as_view(), name="party"),
    path("screenings/", screenings.ScreeningsPage.as_view(), name="screenings"),
    path("screenings/<uuid:pk>/", screenings.ScreeningPage.as_view(), name="screening"),
    path("screenings/<uuid:pk>/state/", screenings.ScreeningProgress.as_view(), name="screening-part"),
    path("screenings/<uuid:pk>/stop/", screenings.ActOnScreening.as_view(act="stop"), name="screening-stop"),
    path("screenings/<uuid:pk>/resume/", screenings.ActOnScreening.as_view(act="resume"), name="screening-resume"),
    path("lists/", OfficialListsPage.as_view(), name="lists"),
    path("lists/templates/<slug:word>.csv", ListTemplateFile.as_view(), name="list-template"),
    path("lists/editions/", editions.Editions.as_view(), name="editions"),
    path("lists/editions/<uuid:pk>/", editions.EditionPage.as_view(), name="edition"),
    path("lists/editions/<uuid:pk>/take/", editions.ActOnEdition.as_view(act="take"), name="edition-take"),
    path("lists/editions/<uuid:pk>/drop/", editions.ActOnEdition.as_view(act="drop"), name="edition-drop"),
    path("lists/<uuid:pk>/", OfficialListPage.as_view(), name="list"),
    path("notices/", NoticeList.as_view(), name="notices"),
    path("notices/choices/", MailChoices.as_view(), name="mail-choices"),
    path("notices/choices/confirm/", ConfirmAddress.as_view(), name="mail-confirm"),
    path("notices/again/", SendMailsAgain.as_view(), name="mail-again"),
    path("notices/mark/", MarkNotices.as_view(), name="notices-mark"),
    path("notices/<int:pk>/", OpenNotice.as_view(), name="notice"),
    path("accounts/requests/", account_requests.AccountRequests.as_view(), name="account-requests"),
    path(
        "accounts/requests/<int:pk>/confirm/",
        account_requests.ConfirmRequest.as_view(),
        name="account-request-confirm",
    ),
    path("accounts/requests/<int:pk>/refuse/", account_requests.RefuseRequest.as_view(), name="account-request-refuse"),
    path("person-data/", person_data.PersonDataFiles.as_view(), name="person-data"),
    path("person-data/<int:pk>/", person_data.PersonDataReview.as_view(), name="person-data-file"),
    path("person-data/erasure/", ErasurePage.as_view(), name="person-erasure"),
    path("person-data/erasure/<uuid:pk>/", PreviewPage.as_view(), name="person-erasure-preview"),
    path("person-data/erasure/<uuid:pk>/state/", PreviewProgress.as_view(), name="person-erasure-part"),
    path("person-data/<int:pk>/file.json", person_data.PersonDataDownload.as_view(), name="person-data-download"),
    path("retention/", RetentionPage.as_view(), name="retention"),
    path("data-protection/", DataProtectionPage.as_view(), name="data-protection"),
    path("keys/", keys.Keys.as_view(), name="keys"),
    path("keys/new/", keys.NewKey.as_view(), name="key-new"),
    path("keys/<int:pk>/rotate/", keys.RotateKey.as_view(), name="key-rotate"),
    path("keys/<int:pk>/revoke/", keys.RevokeKey.as_view(), name="key-revoke"),
    path("installation/", InstallationPage.as_view(), name="installation"),
    path("webhooks/", webhooks.Webhooks.as_view(), name="webhooks"),
    path("webhooks/new/", webhooks.NewWebhook.as_view(), name="webhook-new"),
    path("webhooks/<int:pk>/", webhooks.WebhookPage.as_view(), name="webhook"),
    path("webhooks/<int:pk>/secret/", webhooks.WebhookSecret.as_view(), name="webhook-secret"),
    path("webhooks/<int:pk>/switch/", webhooks.SwitchWebhook.as_view(), name="webhook-switch"),
    path("webhooks/<int:pk>/test/", webhooks.TestWebhook.as_view(), name="webhook-test"),
    path("webhooks/<int:pk>/again/", webhooks.SendAgain.as_view(), name="webhook-again"),
    path("audit/", trail.TrailPage.as_view(), name="audit"),
    path("audit/events.<slug:suffix>", trail.TrailFile.as_view(), name="audit-file"),
    path("audit/events/<int:pk>/", trail.EventPage.as_view(), name="audit-event"),
    path("audit/decisions/", overrides.OverridesPage.as_view(), name="audit-overrides"),
    path("audit/decisions/list/", overrides.OverridesList.as_view(), name="audit-overrides-list"),
    path("audit/decisions/<slug:by>.<slug:suffix>", overrides.OverridesFile.as_view(), name="audit-overrides-file"),
    path("audit/samples/", samples.SamplesPage.as_view(), name="audit-samples"),
    path("audit/samples/<int:pk>/", samples.SamplePage.as_view(), name="audit-sample"),
    path("reorganisations/", ReorganisationDrafts.as_view(), name="reorganisations"),
    path("reorganisations/paste/", PastedReorganisation.as_view(), name="reorganisation-paste"),
    path("reorganisations/compare/", CompareReorganisations.as_view(), name="reorganisation-compare"),
    path("reorganisations/<uuid:pk>/", ReorganisationPage.as_view(), name="reorganisation"),
    path("reorganisations/<uuid:pk>/acts/<int:number>/", ReorganisationAct.as_view(), name="reorganisation-act"),
    path("reorganisations/<uuid:pk>/effect/", ReorganisationEffectPage.as_view(), name="reorganisation-effect"),
    path("reorganisations/<uuid:pk>/report.pdf", ReorganisationReport.as_view(), name="reorganisation-report"),
    path("reorganisations/<uuid:pk>/document.json", ReorganisationDocument.as_view(), name="reorganisation-document"),
    path("reorganisations/<uuid:pk>/copy/", CopyReorganisation.as_view(), name="reorganisation-copy"),
    path("reorganisations/<uuid:pk>/enactment/", EnactReorganisation.as_view(), name="reorganisation-enactment"),
    path("reorganisations/<uuid:pk>/base/", RebaseReorganisation.as_view(), name="reorganisation-rebase"),
    path("reorganisations/<uuid:pk>/withdraw/", WithdrawReorganisation.as_view(), name="reorganisation-withdraw"),
    path("commissions/", commissions.CommissionsPage.as_view(), name="commissions"),
    path("commissions/yields/", commissions.YieldsPage.as_view(), name="commission-yields"),
    path("commissions/<uuid:pk>/", commissions.CommissionPage.as_view(), name="commission"),
    path("commissions/sittings/<uuid:pk>/", commission_sitting.SittingPage.as_view(), name="commission-sitting"),
    path(
        "commissions/sittings/<uuid:pk>/state/",
        commission_sitting.SittingProgress.as_view(),
        name="commission-sitting-part",
    ),
    path(
        "commissions/sittings/<uuid:pk>/contracts/",
        commission_sitting.ContractsPage.as_view(),
        name="commission-contracts",
    ),
    path("commissions/sittings/<uuid:pk>/contracts/<int:number>/", ContractPage.as_view(), name="commission-contract"),
    path(
        "commissions/sittings/<uuid:pk>/population.csv",
        commission_files.PopulationDownload.as_view(),
        name="commission-population",
    ),
    path(
        "commissions/sittings/<uuid:pk>/questions.docx",
        commission_files.QuestionsDownload.as_view(),
        name="commission-questions",
    ),
    path("commissions/sittings/<uuid:pk>/report/", commission_files.ReportPage.as_view(), name="commission-report"),
    path(
        "commissions/sittings/<uuid:pk>/report/file/",
        commission_files.PublishedReportDownload.as_view(),
        name="commission-report-file",
    ),
    path("workshop/", workshop_drafts.RulebookDrafts.as_view(), name="workshop"),
    path("workshop/versions/", workshop_adoptions.RulebookVersions.as_view(), name="workshop-versions"),
    path("workshop/adoptions/<uuid:pk>/", workshop_adoptions.AdoptionPage.as_view(), name="workshop-adoption"),
    path("workshop/<uuid:pk>/propose/", workshop_adoptions.ProposeAdoption.as_view(), name="workshop-propose"),
    path("workshop/<uuid:pk>/", workshop_drafts.RulebookDraftPage.as_view(), name="workshop-draft"),
    path("workshop/<uuid:pk>/close/", workshop_drafts.CloseRulebookDraft.as_view(), name="workshop-close"),
    path("workshop/<uuid:pk>/base/", workshop_drafts.RebaseRulebookDraft.as_view(), name="workshop-rebase"),
    path("workshop/<uuid:pk>/try/", workshop_trials.StartTrial.as_view(), name="workshop-try"),
    path("workshop/trials/<uuid:pk>/", workshop_trials.TrialPage.as_view(), name="workshop-trial"),
    path("workshop/trials/<uuid:pk>/state/", workshop_trials.TrialProgress.as_view(), name="workshop-trial-part"),
    path(
        "workshop/<uuid:pk>/organisation/",
        workshop_organisation.DraftOnOrganisation.as_view(),
        name="workshop-organisation",
    ),
    path("workshop/<uuid:pk>/new/", workshop_files.NewDraftFile.as_view(), name="workshop-new-file"),
    path("workshop/<uuid:pk>/check/<path:path>", workshop_files.CheckDraftFile.as_view(), name="workshop-check"),
    path(
        "workshop/<uuid:pk>/numbers/<slug:name>/<path:path>",
        workshop_files.NewValuePage.as_view(),
        name="workshop-value",
    ),
    path("workshop/<uuid:pk>/files/<path:path>", workshop_files.DraftFilePage.as_view(), name="workshop-file"),
    path("rulebook/", rulebook.RulebookPage.as_view(), name="rulebook"),
    path("rulebook/<slug:code>/", rulebook.RulePage.as_view(), name="rule"),
]
