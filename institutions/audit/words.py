"""Names of the verbs of events for people. A verb without a name is shown unchanged."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from institutions.audit.record import COMMAND, SYSTEM

VERBS: Final[dict[str, Promise]] = {
    "registered": pgettext_lazy("event", "Partnership registered"),
    "revised": pgettext_lazy("event", "Partnership revised"),
    "assessed": pgettext_lazy("event", "Assessment stored"),
    "retried": pgettext_lazy("event", "Assessment started again"),
    "finding_decided": pgettext_lazy("event", "Finding decided"),
    "rule_acknowledged": pgettext_lazy("event", "Acknowledged: rule that could not be assessed"),
    "gone_acknowledged": pgettext_lazy("event", "Acknowledged: finding withdrawn by new data"),
    "condition_set": pgettext_lazy("event", "Condition set"),
    "condition_done": pgettext_lazy("event", "Condition done"),
    "reviewer_screened": pgettext_lazy("event", "Reviewer screened"),
    "reviewer_assigned": pgettext_lazy("event", "Reviewer assigned"),
    "reviewer_declared": pgettext_lazy("event", "Declaration of a reviewer signed"),
    "assignment_ended": pgettext_lazy("event", "Assignment ended"),
    "case_take_in": pgettext_lazy("event", "Case accepted"),
    "case_begin": pgettext_lazy("event", "Review started"),
    "case_clear": pgettext_lazy("event", "Case cleared"),
    "case_clear_with_conditions": pgettext_lazy("event", "Case cleared with conditions"),
    "case_return": pgettext_lazy("event", "Case returned"),
    "case_refuse": pgettext_lazy("event", "Partnership refused"),
    "case_withdraw": pgettext_lazy("event", "Proposal withdrawn"),
    "case_reopen": pgettext_lazy("event", "Case re-opened"),
    "case_lapse": pgettext_lazy("event", "Case re-opened by the system"),
    "case_revise": pgettext_lazy("event", "Review started again after a revision"),
    "case_stands": pgettext_lazy("event", "Clearance confirmed as still valid"),
    "hearing_asked": pgettext_lazy("event", "Person concerned asked to answer"),
    "hearing_otherwise": pgettext_lazy("event", "Person concerned heard in another way"),
    "hearing_waived": pgettext_lazy("event", "Person concerned not heard, for a stated reason"),
    "hearing_answered": pgettext_lazy("event", "Person concerned answered"),
    "official_declared": pgettext_lazy("event", "Declaration of an official signed"),
    "report_made": pgettext_lazy("event", "Report created"),
    "draft_made": pgettext_lazy("event", "Draft created"),
    "seeded": pgettext_lazy("event", "Seed files loaded"),
    "rows_opened": pgettext_lazy("event", "Rows recorded that were there before"),
    "matches_found": pgettext_lazy("event", "Possible matches found by number"),
    "lead_confirmed": pgettext_lazy("event", "Possible match confirmed"),
    "lead_refused": pgettext_lazy("event", "Possible match rejected"),
    "lead_undone": pgettext_lazy("event", "Decision on a possible match reversed"),
    "import_previewed": pgettext_lazy("event", "Import previewed"),
    "import_requested": pgettext_lazy("event", "Import requested"),
    "import_stored": pgettext_lazy("event", "Records of an import stored"),
    "import_cancelled": pgettext_lazy("event", "Import cancelled"),
    "list_refreshed": pgettext_lazy("event", "Edition of a list accepted"),
    "edition_uploaded": pgettext_lazy("event", "Edition of a list uploaded"),
    "edition_confirmed": pgettext_lazy("event", "Edition of a list confirmed"),
    "screening_requested": pgettext_lazy("event", "Screening requested"),
    "screening_stopped": pgettext_lazy("event", "Screening stopped"),
    "screening_resumed": pgettext_lazy("event", "Screening resumed"),
    "mail_choices_changed": pgettext_lazy("event", "E-mail settings changed"),
    "mail_address_confirmed": pgettext_lazy("event", "E-mail address confirmed"),
    "mails_sent_again": pgettext_lazy("event", "E-mails sent again"),
    "webhook_made": pgettext_lazy("event", "Webhook created"),
    "webhook_changed": pgettext_lazy("event", "Webhook changed"),
    "webhook_secret_changed": pgettext_lazy("event", "Secret of a webhook changed"),
    "webhook_on": pgettext_lazy("event", "Webhook switched on"),
    "webhook_off": pgettext_lazy("event", "Webhook switched off"),
    "webhook_sent_again": pgettext_lazy("event", "Webhook message sent again"),
    "webhook_tested": pgettext_lazy("event", "Webhook tested"),
    "key_made": pgettext_lazy("event", "Key created"),
    "key_rotated": pgettext_lazy("event", "Key rotated"),
    "key_revoked": pgettext_lazy("event", "Key revoked"),
    "account_made": pgettext_lazy("event", "Account created"),
    "account_changed": pgettext_lazy("event", "Account changed"),
    "password_reset": pgettext_lazy("event", "Password reset"),
    "password_rehashed": pgettext_lazy("event", "Password stored in a newer form"),
    "password_link_sent": pgettext_lazy("event", "Link to set a password sent"),
    "password_link_printed": pgettext_lazy("event", "Link to set a password printed on the server"),
    "password_set_by_link": pgettext_lazy("event", "Password set by a link"),
    "request_made": pgettext_lazy("event", "Second administrator asked"),
    "request_confirmed": pgettext_lazy("event", "Request confirmed by a second administrator"),
    "request_refused": pgettext_lazy("event", "Request refused"),
    "request_lapsed": pgettext_lazy("event", "Request lapsed"),
    "password_changed": pgettext_lazy("event", "Password changed"),
    "sessions_ended": pgettext_lazy("event", "Sessions ended"),
    "authenticator_taken_off": pgettext_lazy("event", "Authenticator removed by an administrator"),
    "signed_in": pgettext_lazy("event", "Signed in"),
    "signed_out": pgettext_lazy("event", "Signed out"),
    "totp_added": pgettext_lazy("event", "Authenticator added"),
    "totp_removed": pgettext_lazy("event", "Authenticator removed"),
    "recovery_codes_added": pgettext_lazy("event", "Recovery codes created"),
    "recovery_codes_made_anew": pgettext_lazy("event", "Recovery codes replaced"),
    "recovery_codes_removed": pgettext_lazy("event", "Recovery codes removed"),
    "sensitive_read": pgettext_lazy("event", "Sensitive values read"),
    "audit_verified": pgettext_lazy("event", "Audit trail verified"),
    "triggers_made": pgettext_lazy("event", "Triggers of the audit trail made again"),
    "audit_searched": pgettext_lazy("event", "Audit trail searched for a person"),
    "audit_exported": pgettext_lazy("event", "Audit trail exported"),
    "overrides_exported": pgettext_lazy("event", "Decisions exported"),
    "sample_drawn": pgettext_lazy("event", "Sample drawn"),
    "sample_noted": pgettext_lazy("event", "Sampled case reviewed"),
    "person_erased": pgettext_lazy("event", "Person erased"),
    "texts_erased": pgettext_lazy("event", "Texts about a person erased"),
    "person_data_prepared": pgettext_lazy("event", "Personal data prepared for a request"),
    "person_data_released": pgettext_lazy("event", "Personal data released"),
    "person_data_refused": pgettext_lazy("event", "Personal data not released"),
    "person_data_read": pgettext_lazy("event", "Released personal data downloaded"),
    "erasure_previewed": pgettext_lazy("event", "Listed what an erasure would leave"),
    "summary_mended": pgettext_lazy("event", "Summary corrected that differed from the records"),
    "receipt_made": pgettext_lazy("event", "Receipt made"),
}


def verb_words(verb: str) -> str:
    """Return the name of a verb for people."""
    return str(VERBS.get(verb, verb))


def actor_words(actor: str, names: dict[int, str]) -> str:
    """Name the actor for people: an account by its user name, a body's system by its code."""
    kind, _sep, key = actor.partition(":")
    if kind == "account" and key.isdigit():
        return names.get(int(key), actor)
    if kind == "body":
        return _("System of %(body)s") % {"body": key}
    return {SYSTEM: _("The system"), COMMAND: _("Command line")}.get(actor, actor)
