"""What is wrong with a document: its form, keys and languages."""

from typing import Final

from django.utils.translation import gettext_noop

SAID: Final = (
    gettext_noop("%(value)s is a person in this collection. Give the other its own key."),
    gettext_noop("%(value)s is a company in this collection. Give the other its own key."),
    gettext_noop("%(value)s is a government body in this collection. Give the other its own key."),
    gettext_noop("%(value)s stands where a document of the register is needed. Write it in braces."),
    gettext_noop("%(value)s is no part of a document of the register."),
    gettext_noop("The document has no record. Give a text that names it for good."),
    gettext_noop("%(value)s is not a text. Write a name, or leave it out."),
    gettext_noop(
        "The document is nested more than %(number)s levels deep, which its form never needs. See the schema."
    ),
    gettext_noop("The document is %(value)s. Send one JSON object."),
    gettext_noop("The document has %(size)s bytes; the limit is %(most)s (5 MB). Split it."),
    gettext_noop("A field has a name that is not a text. Send JSON."),
    gettext_noop("A value is of the type %(type)s, which JSON does not have. Send JSON."),
    gettext_noop("%(value)s stands where texts by language are needed. Write for example %(example)s."),
    gettext_noop("The list has %(number)s items; the limit is %(most)s. Split the document."),
    gettext_noop("%(value)s stands where an object is needed. Write it in braces."),
    gettext_noop("%(value)s stands where a statement is needed. Write it in braces."),
    gettext_noop("%(value)s stands where a list is needed. Write it in square brackets."),
    gettext_noop("%(value)s stands where a code is needed. Put it in quotes."),
    gettext_noop("The statement has no kind. Say which one it is, such as shareholding."),
    gettext_noop("%(value)s is not a field of %(owner)s."),
    gettext_noop("%(value)s is not a kind of statement."),
    gettext_noop("%(value)s is not a language here."),
    gettext_noop("The key '%(key)s' is used twice, also at %(place)s. Give each its own key."),
    gettext_noop("The key '%(key)s' is the code of a government body. Use the code itself, or another key."),
    gettext_noop(
        "%(value)s is not the code of a government body of the register. A body that is not there yet is "
        "described in bodies."
    ),
    gettext_noop("%(value)s is not a key of this document, a code of a body or an id of the register."),
    gettext_noop(
        "%(value)s is not a key of this document, a code of a body or an id of the register or an ISO country."
    ),
    gettext_noop(
        "You may not read secret partnerships, so you cannot register one. Ask an administrator for the right to."
    ),
    gettext_noop("This reference is taken. Choose another one."),
    gettext_noop(
        "This reference and revision were registered with other content; it differs in %(where)s. Send a "
        "change with a higher revision."
    ),
    gettext_noop("Revision %(held)s is registered; %(given)s is older. Send a higher revision."),
    gettext_noop("%(value)s is not a text. Put it in quotes, or leave the field out when it is unknown."),
    gettext_noop("An empty text says nothing. Leave the field out when it is unknown; null says that there is none."),
    gettext_noop("%(value)s is not a list of countries. Write for example %(example)s."),
    gettext_noop("%(value)s is not an amount with its currency. Write it as in '%(example)s'."),
    gettext_noop("This field is for other currencies. Give yen in the field whose name ends in _yen."),
)
