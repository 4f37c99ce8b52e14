"""What OCDS says that a submission holds otherwise, or does not take."""

from typing import Final

from django.utils.translation import gettext_noop

SAID: Final = (
    gettext_noop("The contract belongs to no award of the release and names no supplier, so it is not carried over."),
    gettext_noop("%(amount)s is for %(number)s suppliers together; it is not carried over."),
    gettext_noop("The award names no supplier, so it is not carried over."),
    gettext_noop("%(amount)s is for %(number)s suppliers together; their awards are held without an amount."),
    gettext_noop("%(counted)s tenderers are counted, but %(named)s are named."),
    gettext_noop("The status %(value)s has no word here, so the bid is held without a status."),
    gettext_noop(
        "OCDS does not say who leads a joint bid; the first tenderer stands for it, the others as its members."
    ),
    gettext_noop("An invitation is not a bid, so it is not carried over."),
    gettext_noop("The bid names no tenderer, so it is not carried over."),
    gettext_noop("The bid that names this subcontract was not awarded, so it is not carried over."),
    gettext_noop("%(value)s is the status of one that was not made, so it is not carried over."),
    gettext_noop("%(value)s is not a party that can bear a risk here; the clause is held without one."),
    gettext_noop("The finance names no party, so it is not carried over."),
    gettext_noop("%(what)s gives no role, so it is not carried over."),
    gettext_noop("The texts are in the language %(language)s; those in Latin letters are held as English ones."),
    gettext_noop(
        "This is the partnership %(reference)s that the register holds and exported itself; OCDS has only a part of "
        "it, and that part differs. Correct the partnership in its proposal, and leave the process out here."
    ),
    gettext_noop("The release has no ocid. Give the identifier of the contracting process."),
    gettext_noop("%(value)s is not carried over as the sponsor, which is %(sponsor)s as --sponsor says."),
    gettext_noop(
        "The process %(name)s stands in line %(line)s too. Releases on lines of their own are not merged: put "
        "them into one release package, or send the compiled release."
    ),
    gettext_noop("%(value)s has wrong check digits for %(scheme)s; the company is held by its name only."),
    gettext_noop("A second %(scheme)s of the same company is not carried over: %(value)s."),
    gettext_noop(
        "Release %(number)s of those to be merged has no date (%(value)s), so their order is not known. Give "
        "each its date, or send the compiled release."
    ),
    gettext_noop("%(value)s is not a currency. Give its ISO 4217 code of three letters, such as JPY."),
    gettext_noop("%(value)s is negative or has more than 18 digits. Correct it, or leave it out."),
    gettext_noop("%(value)s is not a whole number of yen; it is held as %(rounded)s."),
    gettext_noop("The amount %(value)s has no currency, so it is not carried over."),
    gettext_noop("%(value)s is held to six decimals, as %(rounded)s."),
    gettext_noop("%(value)s is too large in yen. Correct it or the rate."),
    gettext_noop("The text has %(number)s characters; the first %(kept)s are kept."),
    gettext_noop("%(value)s is not a number. Write it without quotes, or leave it out."),
    gettext_noop("The company would be its own shareholder, so this is not carried over."),
    gettext_noop("The voting rights %(value)s give no share of the votes; it is left unknown."),
    gettext_noop("The record has neither a compiled release nor its releases in full. Send one of them."),
    gettext_noop("%(value)s is no release, record or package of OCDS. Give a JSON object."),
    gettext_noop("%(value)s is not a list of records with at least one of them."),
    gettext_noop("%(value)s is not a list of releases with at least one of them."),
    gettext_noop("The releases belong to %(number)s contracting processes. Put each process into a record of its own."),
    gettext_noop(
        "The data is nested more than %(number)s levels deep, which OCDS never is. Compare it with its schema."
    ),
    gettext_noop("%(value)s stands where a record is needed."),
    gettext_noop("This release has no ocid, so it belongs to no contracting process. Give it."),
    gettext_noop("This is no release, record or package of OCDS: ocid, releases and records are all missing."),
    gettext_noop("No supplier is named, so each tenderer whose bid stands (%(number)s) is held as a partner."),
    gettext_noop("No supplier, private party or tenderer whose bid stands is named. Name one: a partnership needs it."),
    gettext_noop("This party has no name, so what is said of it is not carried over."),
    gettext_noop("The party %(value)s stands twice with different content; the first is read."),
    gettext_noop("The party %(value)s (%(roles)s) has no part that the submission can state."),
    gettext_noop("This owner has no name, so what is said of them is not carried over."),
    gettext_noop("%(number)s different periods are given, so the period of the partnership is left unknown."),
    gettext_noop("%(last)s is before the start, %(first)s. Exchange or correct them."),
    gettext_noop("%(value)s is not a share. OCDS writes a fraction: 0.25 for 25 %%."),
    gettext_noop("%(value)s is held as %(bp)s basis points."),
    gettext_noop("Not carried over, since the submission has no field for it: %(what)s."),
    gettext_noop("The release has no value in yen. Give %(option)s to convert %(value)s."),
    gettext_noop("The release has no value. Give %(option)s."),
    gettext_noop("The value is the budget, %(value)s. If part of it is private money, give %(option)s."),
    gettext_noop("%(value)s can mean %(words)s. Give %(option)s with one of them."),
    gettext_noop("The release says %(value)s, so %(option)s is not used; it is held as %(word)s."),
    gettext_noop("%(value)s has no sure word here. Give %(option)s."),
    gettext_noop("OCDS data does not say it here. Give %(option)s."),
)
