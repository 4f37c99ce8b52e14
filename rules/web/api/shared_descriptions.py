"""Headers, bodies and refusals that several endpoints share in OpenAPI."""

from typing import Final

from drf_spectacular.utils import OpenApiParameter, OpenApiResponse

from institutions.values.reasons import LEAST, LEAST_JAPANESE
from institutions.web.rest import problems

KEPT: Final = f"Kept permanently. At least {LEAST} letters or digits, or {LEAST_JAPANESE} Japanese characters."
DOCUMENT = {"application/json": {"$ref": "#/components/schemas/SubmissionDocument"}}

HEADER: Final = "header"
IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key", str, HEADER, description="Kept 24 hours: the same request again gets the same answer."
)
IF_MATCH = OpenApiParameter("If-Match", str, HEADER, required=True, description="The ETag that you read, or *.")
IF_NONE_MATCH = OpenApiParameter(
    "If-None-Match", str, HEADER, description="An ETag that you already have: 304 if it is still current."
)
LOCATION = OpenApiParameter("Location", str, HEADER, response=[200, 201], description="Address of the assessment.")
ETAG = OpenApiParameter("ETag", str, HEADER, response=[200], description="Identifies this version.")
RETRY_AFTER = OpenApiParameter(
    "Retry-After", int, HEADER, response=[200], description="Seconds to wait, while queued or running."
)
NOT_MODIFIED = OpenApiResponse(description="You already have the current version.")

# For a document that is read, and for one that is also stored.
READING_REFUSALS = (
    problems.Malformed,
    problems.Forbidden,
    problems.TooLarge,
    problems.UnsupportedMediaType,
    problems.Invalid,
)
ACTING_REFUSALS = (  # for an act in a case, which names the version that it was decided on
    *READING_REFUSALS,
    problems.NotFound,
    problems.CannotDecide,
    problems.Stale,
    problems.PreconditionRequired,
)
STORING_REFUSALS = (
    *READING_REFUSALS,
    problems.InvalidParameter,
    problems.Conflict,
    problems.OtherContentStored,
    problems.LaterRevisionStored,
    problems.ReferenceNotFree,
    problems.StillRunning,
    problems.KeyReused,
)
