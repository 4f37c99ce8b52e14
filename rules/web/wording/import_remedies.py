"""What is wrong with a record of a file, said in Japanese to somebody who made the file.

The messages of readers and checks speak of headings, cells and keys, and stand as they are in English. Where none of
these patterns fits, nor one of `held_remedies`, the texts of `file_words` do, which say all that the message says, or
those of the form.
"""

import re
from typing import Final

from django.utils.translation import gettext_noop

from rules.explaining.wording.words import reader_language
from rules.web.wording.file_words.fitting import file_words, without_suggestion
from rules.web.wording.form_remedies import remedy, said_by
from rules.web.wording.held_remedies import HELD, VALUE

REMEDIES: Final = tuple(
    (re.compile(pattern, re.DOTALL), said)
    for pattern, said in (
        (
            rf"{VALUE} is not a date\. Write it as in .+",
            gettext_noop("%(value)s is not a date. Write it as in 2026-06-15 or 令和8年6月15日."),
        ),
        (
            rf"{VALUE} is not a day of (?P<era>\S+), which began on (?P<day>[\d-]+).*",
            gettext_noop("%(value)s is not a day of %(era)s, which began on %(day)s. Correct it."),
        ),
        (
            rf"{VALUE} has no % sign\. Write (?P<percent>\S+)% or (?P<bp>\d+).*",
            gettext_noop("%(value)s has no %% sign. Write %(percent)s%% or %(bp)s (hundredths of a percent)."),
        ),
        (
            rf"{VALUE} is not a share\..*",
            gettext_noop("%(value)s is not a share. Write basis points, or a percentage with at most two decimals."),
        ),
        (
            r"'?(?P<value>.+?)'? is too (?:large|small).* Shares are in basis points.*",
            gettext_noop("%(value)s is not a share. Write 0 to 10000 basis points: 10000 is 100 %%."),
        ),
        (
            rf"{VALUE} is neither yes nor no\..*",
            gettext_noop("%(value)s is neither yes nor no. Write one of them, or leave the cell empty."),
        ),
        (
            rf"{VALUE} is not a column of this table\..*",
            gettext_noop("%(value)s is not a column of this table. Use the headings of the empty table."),
        ),
        (
            r"The row has no key\..*",
            gettext_noop("The row has no key. Give the number by which you know the party; a name is not enough."),
        ),
        (
            r"Only a name says who this is\..*",
            gettext_noop("Only a name says who this is. Give a key of your own, or a number."),
        ),
        (
            r"This may be .+\. Say which in (?P<column>\S+)\.",
            gettext_noop("This may be a person, a company or a body. Say which in the column %(column)s."),
        ),
        (
            r"The record '(?P<record>.*)' stands in line (?P<line>\d+) too\..*",
            gettext_noop("The record %(record)s stands in line %(line)s too. Keep one, or number both differently."),
        ),
        (
            r"Nothing says which record this is\..*",
            gettext_noop("Nothing says which record this is. Fill the column record."),
        ),
        (r"A source needs a title\..*", gettext_noop("A source needs a title. Fill the column of the source too.")),
        (
            r"The cell holds a formula\..*",
            gettext_noop("The cell holds a formula. Copy the column and paste its values."),
        ),
        (
            r"The cell holds the error (?P<value>\S+)\..*",
            gettext_noop("The cell holds the error %(value)s. Correct it."),
        ),
        (
            r"The cell has (?P<length>[\d,]+) characters; .+",
            gettext_noop("The cell has %(length)s characters. Shorten it."),
        ),
        (
            r"Column (?P<number>\d+) has no heading.+",
            gettext_noop("Column %(number)s has no heading, but a value. Give it a heading, or empty it."),
        ),
        (
            r".+ belongs to one partnership alone.+|.+ is about one partnership alone.+",
            gettext_noop("This belongs to one partnership alone. State it in the proposal instead."),
        ),
        (
            r"All shares in this file are 1% or less\..*",
            gettext_noop("All shares in this file are 1%% or less. If they are percent, write 50%%."),
        ),
        (
            r"All shares in the first records are 1% or less\..*",
            gettext_noop("All shares in the first records are 1%% or less. If they are percent, write 50%%."),
        ),
        (
            rf"{VALUE} is not a country\. Did you mean (?P<name>.+)\? Write (?P<code>[A-Z]{{2}})\.",
            gettext_noop("%(value)s is not a country. Did you mean %(name)s? Write %(code)s."),
        ),
        (
            rf"{VALUE} is not a country\. Write its code of two letters, .+",
            gettext_noop("%(value)s is not a country. Write its code of two letters, such as JP, or its name in full."),
        ),
        (
            r"The first sheet is empty, and only the first sheet is read\..*",
            gettext_noop("The first sheet is empty, and only the first sheet is read. Put the table first."),
        ),
        (
            r"The file is empty\..*",
            gettext_noop("The file is empty. Its first line holds the headings of the columns."),
        ),
        (
            r"The file is not UTF-8 at byte (?P<byte>\d+).*",
            gettext_noop("The file is not UTF-8 at byte %(byte)s. Save it as CSV UTF-8, or fetch it again."),
        ),
        (r"The file is UTF-16\..*", gettext_noop("The file is UTF-16. Save it as CSV UTF-8.")),
        (
            r"The CSV is broken at line (?P<line>\d+).*",
            gettext_noop("The CSV is broken at line %(line)s. Correct the quotes there."),
        ),
        (
            r"Columns have the same heading: (?P<headings>.+)\. Give.*",
            gettext_noop("Columns have the same heading: %(headings)s. Give each its own."),
        ),
        (
            r"This is an Excel file of the old form.+",
            gettext_noop(
                "This is an Excel file of the old form (.xls), or it has a password. Save it as .xlsx without one."
            ),
        ),
        (
            r"The Excel file is damaged.+",
            gettext_noop("The Excel file is damaged. Open it in Excel and save it again."),
        ),
        (
            r"The Excel file unpacks to .+",
            gettext_noop("The Excel file unpacks to more than can be read. Save the table as CSV."),
        ),
        (
            r"'(?:complete_on|end_most)' is not an option of this format\..*",
            gettext_noop("Only tables of statements and BODS files can be said to be complete. Leave it empty."),
        ),
        (
            r"(?P<missing>[\d,]+) of (?P<held>[\d,]+) records that are held are not in this file.*",
            gettext_noop(
                "%(missing)s of %(held)s records that are held are not in this file: more than half would end. Nothing "
                "was stored. If the file is right, bring it in again and allow that."
            ),
        ),
        (
            r"Line (?P<line>\d+) does not say which record it is, so that what it means.*",
            gettext_noop(
                "Line %(line)s does not say which record it is, so that it is not sure what is missing. Correct the "
                "line, or bring the file in without saying that it is complete."
            ),
        ),
        (
            r"The file has no record that says whose it is.*",
            gettext_noop(
                "The file has no record that says whose it is, so that it is not sure what is missing. Nothing was "
                "stored. Correct the file, or bring it in without saying that it is complete."
            ),
        ),
        (
            r"A company cannot be its own .+\. Name another party.*",
            gettext_noop(
                "A company cannot be its own parent or controller. Name another party, or leave the statement out."
            ),
        ),
        (
            r"'(?:collection|replace)' is not an option of this format\..*",
            gettext_noop("Only tables are numbered by hand. Leave the collection empty."),
        ),
        (
            r"A collection cannot be named so\..*",
            gettext_noop("A collection cannot be named so. Write at most 200 letters on one line."),
        ),
        (r"(?P<day>\S+) is still to come\. Give the day.*", gettext_noop("%(day)s is still to come. Correct it.")),
        (
            r"OCDS data does not say it: give the option .+\.",
            gettext_noop("OCDS data does not say it. Fill in this field."),
        ),
        (
            rf"{VALUE} is not a rate\..*",
            gettext_noop("%(value)s is not a rate. Write the currency and the yen for one unit, as in USD=150.25."),
        ),
        (
            r"There are two rates for (?P<currency>\w+)\..*",
            gettext_noop("There are two rates for %(currency)s. Give one."),
        ),
        (
            rf"{VALUE} is not an amount in yen\..*",
            gettext_noop("%(value)s is not an amount in yen. Write a whole number without separators."),
        ),
        (
            r"The columns of (?P<name>\S+) hold different numbers of parties\..*",
            gettext_noop("The columns of %(name)s hold different numbers of parties. Write as many in each, with ;."),
        ),
        (
            r"The row belongs to one partnership alone\..*",
            gettext_noop("The row belongs to one partnership alone. Leave it out, and correct the proposal instead."),
        ),
        (
            r"The file (?:is larger|unpacks to more) than (?P<size>[\d,]+) bytes\..*",
            gettext_noop("The file has more than %(size)s bytes. Split it."),
        ),
    )
)


def import_remedy(message: str) -> str:
    """The message for the reader of the page."""
    if reader_language() == "en":
        return message
    said = whole(message)
    if said != message:
        return said
    head, suggestion = without_suggestion(message)
    said = whole(head)
    return message if said == head else f"{said}{suggestion}"


def whole(message: str) -> str:
    """The message as one of the patterns has it, else as it stands."""
    return said_by(REMEDIES, message) or said_by(HELD, message) or file_words(message) or remedy(message)
