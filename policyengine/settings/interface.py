"""The REST interface and its schema, and how many requests a minute it and the pages take."""

from institutions.values.product import PRODUCT_NAME
from policyengine.settings.environment import env

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "institutions.access.keys.KeyAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_PAGINATION_CLASS": "institutions.web.rest.pages.NewestFirst",
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_THROTTLE_CLASSES": ["institutions.web.rates.throttle.KeyThrottle"],
    "EXCEPTION_HANDLER": "institutions.web.rest.problem_answers.problem_response",
    "LIST_SERIALIZER_ERRORS_AS_DICT": True,
    "UNAUTHENTICATED_USER": None,
}
# Requests a minute of one key, one account and one address (many accounts may share it); 0 is no limit.
REQUESTS_A_MINUTE = {
    "key": env.int("REQUESTS_A_MINUTE_OF_KEY", default=600),
    "account": env.int("REQUESTS_A_MINUTE_OF_ACCOUNT", default=600),
    "address": env.int("REQUESTS_A_MINUTE_OF_ADDRESS", default=3000),
}
SPECTACULAR_SETTINGS = {
    "TITLE": PRODUCT_NAME,
    "DESCRIPTION": "Shows what a government should check before it signs a public-private partnership.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    # Several things have a state or a kind: each keeps its name whatever else comes.
    "ENUM_NAME_OVERRIDES": {
        "StateEnum": "rules.models.State.choices",
        "ImportStateEnum": "institutions.models.ImportState.choices",
        "LeadStateEnum": "institutions.models.LeadState.choices",
        "PartyKindEnum": "institutions.models.PartyKind.choices",
        "ScreeningStateEnum": "rules.models.ScreeningState.choices",
        "AdoptionStateEnum": "rules.models.AdoptionState.choices",
        "ProcessFileStateEnum": "rules.models.ProcessFileState.choices",
        "ReorganisationStateEnum": "rules.models.ReorganisationState.choices",
        "MinuteSortEnum": "rules.models.MinuteSort.choices",
        "ListFormEnum": "rules.web.api.desk.shapes.LIST_FORMS",
        "ProcessFormEnum": "rules.web.api.processes_shapes.PROCESS_FORMS",
        "CaseStateEnum": "rules.models.CaseState.choices",
        "CaseActEnum": "rules.web.api.cases.case_shapes.ACTS",
        "MovingActEnum": "rules.web.api.cases.case_shapes.MOVING",
        "FindingStandingEnum": "rules.web.api.cases.case_shapes.STANDINGS",
        "OutcomeEnum": "rules.models.Outcome.choices",
        "SeverityEnum": "rules.models.Severity.choices",
        "RecordOutcomeEnum": "institutions.models.RecordOutcome.choices",
        "DeliveryStateEnum": "rules.models.DeliveryState.choices",
        "SwitchEnum": "rules.web.api.form_body.SWITCH",
        "WebhookEventEnum": "rules.models.WebhookEvent.choices",
    },
}
