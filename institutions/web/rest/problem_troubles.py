"""Troubles with a request as a whole, whatever the endpoint."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from institutions.codes.registry import coded
from institutions.kinds.base import Label


@coded(
    "request.nothing_here",
    gettext_noop("There is nothing at this address that you may see. Check the id and your key."),
)
class NothingHere(Coded):
    pass


@coded("request.no_endpoint", gettext_noop("There is no endpoint at this address. /api/v1/schema/ lists all of them."))
class NoEndpoint(Coded):
    pass


@coded(
    "request.no_endpoint_without_slash",
    gettext_noop(
        "There is no endpoint at this address. Addresses end in a slash: yours may lack it. /api/v1/schema/ lists all "
        "of them."
    ),
)
class NoEndpointWithoutSlash(Coded):
    pass


@coded(
    "request.no_key",
    gettext_noop(
        "Send 'Authorization: Bearer KEY'. An administrator makes a key on the page /keys/ or with `manage.py api_key`."
    ),
)
class NoKey(Coded):
    pass


@coded("request.not_allowed", gettext_noop("You may not do this. Ask an administrator for a role or key that may."))
class NotAllowed(Coded):
    pass


@coded(
    "request.scope_lacking",
    gettext_noop("The key's scopes are %(scopes)s; this needs '%(wanted)s'. Ask an administrator for such a key."),
)
class ScopeLacking(Coded):
    scopes: str
    wanted: str


@coded("request.method_not_allowed", gettext_noop('Method "%(method)s" not allowed. This address answers %(allowed)s.'))
class MethodUnknownHere(Coded):
    method: str
    allowed: str


@coded(
    "request.json_only",
    gettext_noop("This address answers in JSON. Send 'Accept: application/json' or no Accept at all."),
)
class AnswersInJson(Coded):
    pass


@coded(
    "request.media_type",
    gettext_noop("%(trouble)s Send JSON with 'Content-Type: application/json'."),
)
class MediaTypeUnknown(Coded):
    trouble: str


@coded(
    "request.form_only",
    gettext_noop("%(trouble)s Send the file in a form (multipart/form-data), as `curl -F file=@FILE` does."),
)
class FormWanted(Coded):
    """The trouble with a body at an address that reads files alone."""

    trouble: str


@coded("request.wrong_parameter", gettext_noop("A parameter of the address is wrong."))
class WrongParameter(Coded):
    pass


@coded("request.busy", gettext_noop("The database is busy. Send the same request again."))
class DatabaseBusy(Coded):
    pass


@coded("request.not_read", gettext_noop("The request cannot be read. Check its host and headers."))
class RequestNotRead(Coded):
    pass


@coded(
    "request.our_error",
    gettext_noop("This is an error of the service, not of your request. Report it with the id in `instance`."),
)
class OurError(Coded):
    pass


@coded(
    "request.no_tag",
    gettext_noop("Read the resource first and send the ETag of that answer as If-Match."),
)
class NoTag(Coded):
    pass


@coded(
    "request.old_tag",
    gettext_noop(
        "If-Match is not the current ETag: the resource was changed. Read it again and apply your change to that "
        "version."
    ),
)
class OldTag(Coded):
    pass


@coded(
    "request.no_idempotency_key", gettext_noop("Idempotency-Key is 1 to 255 visible ASCII characters, such as a UUID.")
)
class NoIdempotencyKey(Coded):
    pass


@coded(
    "request.key_reused",
    gettext_noop("This Idempotency-Key was used with another body. Send a new one for a new request."),
)
class IdempotencyKeyReused(Coded):
    pass


@coded(
    "request.still_running",
    gettext_noop("The first request with this Idempotency-Key is still running. Wait a moment, then send it again."),
)
class FirstStillRunning(Coded):
    pass


@coded("request.page_size", gettext_noop("page_size is a whole number from 1 to %(most)s."))
class NoPageSize(Coded):
    most: PlainNumber


@coded(
    "request.no_cursor",
    gettext_noop("This cursor is not from this list. Follow `next` and `previous`, or leave it out."),
)
class NoCursor(Coded):
    pass


@coded("body.too_large", gettext_noop("The body is over 5 MB (5,242,880 bytes). Send one partnership at a time."))
class BodyTooLarge(Coded):
    pass


@coded(
    "request.json_nul_character",
    gettext_noop("A NUL character (\\u0000) in line %(line)s, column %(column)s. Leave it out."),
)
class NulInJson(Coded):
    line: PlainNumber
    column: PlainNumber


@coded("request.json_not_utf8", gettext_noop("Byte %(byte)s is not UTF-8. Save the document as UTF-8."))
class JsonNotUtf8(Coded):
    byte: PlainNumber


@coded(
    "request.json_half_character",
    gettext_noop("A text holds half a surrogate pair (\\ud800 …). Write the character itself."),
)
class HalfCharacterInJson(Coded):
    pass


@coded(
    "request.json_broken",
    gettext_noop("Broken JSON in line %(line)s, column %(column)s: %(trouble)s. Correct it there."),
)
class BrokenJson(Coded):
    line: PlainNumber
    column: PlainNumber
    trouble: str


@coded("request.json_too_deep", gettext_noop("The JSON is nested too deeply. A document needs fewer than ten levels."))
class JsonTooDeep(Coded):
    pass


@coded("request.json_name_twice", gettext_noop("One object names '%(name)s' twice. Keep one of them."))
class NameTwice(Coded):
    name: str


@coded(
    "request.json_too_many_digits",
    gettext_noop("A number of %(number)s digits (%(digits)s…) is too large. Correct it."),
)
class TooManyDigits(Coded):
    number: PlainNumber
    digits: str


@coded("request.json_number_too_large", gettext_noop("The number %(digits)s is too large. Correct it."))
class JsonNumberTooLarge(Coded):
    digits: str


@coded("request.json_no_number", gettext_noop("%(name)s is not a JSON number. Leave an unknown amount out."))
class NotJsonNumber(Coded):
    name: str


@coded("body.fields_wrong", gettext_noop("Nothing was stored. Correct the fields named in `errors`."))
class FieldsWrong(Coded):
    pass


@coded("body.nothing_decided", gettext_noop("Nothing was decided. Correct the fields named in `errors`."))
class NothingDecided(Coded):
    pass


@coded("caller.authenticator_lacking", gettext_noop("Your role requires an authenticator. Set it up at %(address)s."))
class AuthenticatorLacking(Coded):
    address: str


@coded(
    "caller.commission_only",
    gettext_noop("This account can open only the pages of its commission, and none of the interface."),
)
class CommissionOnly(Coded):
    pass


@coded(
    "caller.planner_only",
    gettext_noop("A planner may see only drafts of reorganisations, government bodies and the rulebook."),
)
class PlannerOnly(Coded):
    pass


@coded("caller.own_page_only", gettext_noop("This account may see only /my/ and the rulebook."))
class OwnPageOnly(Coded):
    pass


@coded(
    "request.more_than_limit",
    gettext_noop(
        "More than %(limit)s requests a minute came from this %(caller)s; a large one counts as several. Send the next "
        "in %(seconds)s seconds."
    ),
)
class MoreThanLimit(Coded):
    limit: PlainNumber
    caller: Label
    seconds: PlainNumber
