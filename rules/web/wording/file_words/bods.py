"""What BODS says that the register holds otherwise, or does not take."""

from typing import Final

from django.utils.translation import gettext_noop

SAID: Final = (
    gettext_noop("The record %(record)s is stated as %(types)s. Give each its own recordId."),
    gettext_noop(
        "No relationship of this person is stated, and people are held only with one. Send it with the person."
    ),
    gettext_noop("The entity has no name, and no relationship of it is stated. Send it with what is stated about it."),
    gettext_noop(
        "The %(name)s is not specified: %(reason)s. Who owns the company stays unknown; it is not held that "
        "every owner is stated."
    ),
    gettext_noop("The %(name)s is not specified, and no reason is given."),
    gettext_noop("%(value)s is no record of a party. Give its recordId, or the reason why it isn't known."),
    gettext_noop("The record %(record)s is a relationship. Send the statement of the person or entity with it."),
    gettext_noop(
        "The record %(record)s is neither in the file nor known from an earlier one. Send the statement of the person "
        "or entity with it."
    ),
    gettext_noop(
        "The statement closes the record and names no interest that is held, so what ends is not known. Send the "
        "earlier statements with it, or name the interests."
    ),
    gettext_noop("The records that make it up are not held as such: %(records)s."),
    gettext_noop("One of the parties is not known, so the interests are not held."),
    gettext_noop("A person is owned by nobody. Give the record of an entity."),
    gettext_noop("The entity would have an interest in itself, so this is not held."),
    gettext_noop("No interest is given, so nothing is held but the entities."),
    gettext_noop("When a %(kind)s ended is not said, so it is held until the day before this was declared."),
    gettext_noop("Since when the %(kind)s is as it is here is not said; it is held from the day of declaration."),
    gettext_noop("The statement ends a tie and has no date, so when it ended is not known. Give the statementDate."),
    gettext_noop("There is no name, so who it is stays unknown and is not held."),
    gettext_noop("There is no name, so who it is stays unknown and is not held. The reason given is '%(reason)s'."),
    gettext_noop(
        "There is no name, so who it is stays unknown and is not held. The reason given is '%(reason)s': %(more)s."
    ),
    gettext_noop("Of %(number)s nationalities none is held, since a person has one country here."),
    gettext_noop("The LEI of a government body has no field, so it is left out."),
    gettext_noop("%(value)s is no %(name)s of BODS 0.4."),
    gettext_noop("The %(name)s is missing."),
    gettext_noop("%(value)s is another name in the same script; one is held."),
    gettext_noop("The share is %(bounds)s; it is not known exactly, so it is left unknown."),
    gettext_noop("%(value)s is not a share. BODS writes percent: 25 for 25 %%."),
    gettext_noop("The exact share %(value)s %% is not within the bounds beside it. Correct one of them."),
    gettext_noop("%(value)s %% is held as %(bp)s basis points."),
    gettext_noop(
        "The statementId %(id)s stands in line %(line)s too, with other content. Give each statement an id of its own."
    ),
    gettext_noop("The statement is of BODS %(value)s; this reads %(version)s. Convert the file to %(version)s."),
    gettext_noop("The statement is nested more than %(number)s levels deep. Compare it with the schema."),
    gettext_noop("%(value)s is not a type of record."),
    gettext_noop("%(value)s is not a status. Use new, updated or closed."),
    gettext_noop("%(value)s is not a date. Write it as in %(example)s."),
    gettext_noop("The statement has no recordDetails, so it says nothing. Give them."),
    gettext_noop("The statement has no %(name)s. Give it: without it nothing can be updated."),
    gettext_noop("The interest is indirect. The %(held)s is held; both together would count shares twice."),
    gettext_noop(
        "The interest of %(share)s %% is indirect. The %(held)s is held; both together would count shares twice."
    ),
    gettext_noop("It is asserted as beneficial ownership or control; the register has no field for that."),
    gettext_noop("%(value)s is no type of interest in BODS 0.4."),
    gettext_noop("%(value)s is not how an interest is held. Use direct, indirect or unknown."),
    gettext_noop("No type is given; as a part of an indirect holding it is held as one whose share is unknown."),
    gettext_noop("The type of the interest is not given, so nothing is held of it."),
    gettext_noop("Not held: '%(what)s'."),
    gettext_noop("The register has no field for '%(what)s', so it is not held."),
    gettext_noop("Only companies have owners, controllers and officers here; this one is a government body."),
    gettext_noop("It is held through others who are not named; it is held as stated."),
    gettext_noop("The country of this government body is not known, and a country is what can control here."),
    gettext_noop("Only a person has a seat here, so '%(what)s' is not held."),
    gettext_noop("endDate (%(last)s) is before startDate (%(first)s). Exchange or correct them."),
    gettext_noop("Not held, since the register has no field for it: %(what)s."),
)
