"""What is wrong with a row of an official list."""

from typing import Final

from django.utils.translation import gettext_noop

SAID: Final = (
    gettext_noop("%(value)s is not a word of %(field)s."),
    gettext_noop("The row names no company. Fill company.name, or company.corporate_number where it is known."),
    gettext_noop("This is said of a country that is not named. Fill coverage.country."),
    gettext_noop(
        "A country can't be taken out of what is covered. Give the last day on which its treaties were complete."
    ),
    gettext_noop("%(country)s stands in line %(line)s too. Keep one row for each country."),
    gettext_noop("Line %(line)s says %(name)s once more. Keep one of the two lines."),
    gettext_noop("No longer on the list."),
    gettext_noop("Treaty %(code)s has the same countries and day of signature. Write %(code)s if it is the same."),
    gettext_noop("%(value)s is more than %(most)s. Correct it."),
    gettext_noop("%(value)s is not true, false or unknown. Write one of them."),
    gettext_noop("%(value)s is not a country. Write its ISO 3166-1 code of two letters, such as VN."),
    gettext_noop("How sure is it? Give confidence: %(words)s."),
    gettext_noop("Line %(line)s says otherwise of the same treaty. Say it once, or alike."),
    gettext_noop("This is said of a country that is not named. Fill party.country."),
    gettext_noop("The row names no treaty. Give its code, such as cptpp or bit_vietnam."),
    gettext_noop("%(value)s is not a code. Use small letters, digits and underscores."),
    gettext_noop("%(value)s is not a country that is known by this name. Use our own table."),
    gettext_noop("%(value)s is not a day of signature such as 08/07/2014 (day/month/year). Correct it."),
    gettext_noop("The register has no treaty of these countries signed on this day. Add it by our own table."),
    gettext_noop("Line %(line)s is about the same treaty (%(code)s). Keep one of the two."),
)
