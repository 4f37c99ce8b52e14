"""How a record goes with what the register already holds of it, said in Japanese to somebody who made the file."""

import re
from typing import Final

from django.utils.translation import gettext_noop

VALUE: Final = r"'(?P<value>.*?)'"
MOVED: Final = (
    r"The key '(?P<key>.*)' was '(?P<held>.*)' until now, and is '(?P<now>.*)' by its number or id\. "
    r"What was stated of it before"
)
HELD: Final = tuple(
    (re.compile(pattern, re.DOTALL), said)
    for pattern, said in (
        (
            r"The file no longer has it: it ended on (?P<day>\S+)\.",
            gettext_noop("The file no longer has it: it ended on %(day)s."),
        ),
        (r"It said: (?P<what>.+)\.", gettext_noop("It said: %(what)s.")),
        (
            rf"Supersedes what {VALUE} stated on (?P<day>[^:]+?)(?:: (?P<what>.+))?\.",
            gettext_noop("Supersedes what %(value)s stated on %(day)s. %(what)s"),
        ),
        (
            rf"Stated on (?P<first>\S+), which is older than what {VALUE} stated on (?P<day>\S+): unchanged\..*",
            gettext_noop(
                "Stated on %(first)s, which is older than what %(value)s stated on %(day)s: unchanged. To go back to "
                "it, allow that records are about others than before."
            ),
        ),
        (
            r"Released on (?P<first>\S+), which is older than what is held, of (?P<day>\S+): unchanged\..*",
            gettext_noop(
                "Released on %(first)s, which is older than what is held, of %(day)s: unchanged. To go back to it, "
                "allow that records are about others than before."
            ),
        ),
        (
            rf"Held again; {VALUE} no longer had it on (?P<day>.+?)\.",
            gettext_noop("Held again; %(value)s no longer had it on %(day)s."),
        ),
        (
            r"The record '(?P<record>.*)' is of '(?P<held>.*)' in '(?P<file>.*)', brought in on (?P<day>[\d-]+)\..*",
            gettext_noop(
                "The record %(record)s is of %(held)s in %(file)s, brought in on %(day)s. If this file has numbers of "
                "its own, give it a collection of its own; if it corrects that one, allow that records are about "
                "others."
            ),
        ),
        (
            r"The key '(?P<key>.*)' is '(?P<held>.*)' in what was brought in before\..*",
            gettext_noop(
                "The key %(key)s is %(held)s in what was brought in before. If this file has numbers of its own, give "
                "it a collection of its own; if it corrects that one, allow that records are about others."
            ),
        ),
        (
            r"The key '(?P<key>.*)' was '(?P<held>.*)', and gets another name\..*",
            gettext_noop("The key %(key)s was %(held)s, and gets another name. Compare whether both are one."),
        ),
        (
            r"The register has this number under the name '(?P<held>.*)'\..*",
            gettext_noop("The register has this number under the name %(held)s. Compare whether both are one."),
        ),
        (
            r"The key '(?P<key>.*)' is '(?P<held>.*)' in line (?P<line>.+?)\..*",
            gettext_noop("The key %(key)s is %(held)s in line %(line)s. Give each its own key, or both the same name."),
        ),
        (
            r"The register has the party of this id under another name\..*",
            gettext_noop("The register has the party of this id under another name. Correct the id, or the name."),
        ),
        (
            r"The register has not held this statement since (?P<day>[\d-]+)\..*",
            gettext_noop(
                "The register has not held this statement since %(day)s. Leave the row out; what your body knows "
                "itself goes into a row with a record of its own."
            ),
        ),
        (
            r"It was stated with the proposal '(?P<reference>.*)'\. Correct it there.*",
            gettext_noop(
                "It was stated with the proposal %(reference)s. Correct it there; here leave the row as exported."
            ),
        ),
        (
            r"It stands on an official list\..*",
            gettext_noop(
                "It stands on an official list. Take a new edition of the list; here leave the row as exported."
            ),
        ),
        (
            r"Another body stated this, which alone corrects it\..*",
            gettext_noop(
                "Another body stated this, which alone corrects it. Leave the row as exported; what your body knows "
                "itself goes into a row with a record of its own."
            ),
        ),
        (
            r"Another body stated what the register has here\..*",
            gettext_noop(
                "Another body stated what the register has here. Leave the row as exported; what your body knows of "
                "the party goes into a row under a key of your own, without the id."
            ),
        ),
        (
            r"The register describes its own government bodies itself\..*",
            gettext_noop("The register describes its own government bodies itself. Leave the row out."),
        ),
        (
            r"Which body is above this one cannot be changed here\..*",
            gettext_noop("Which body is above this one cannot be changed here. Leave it out."),
        ),
        (
            r"This format holds only a part of what the register says here.*",
            gettext_noop(
                "This format holds only a part of what the register says here, and that part differs. Correct it in a "
                "table."
            ),
        ),
        (
            rf"{MOVED} stays there until a person confirms that both are one: (?P<address>\S+)\.",
            gettext_noop(
                "The key %(key)s was %(held)s until now, and is %(now)s by its number or id. What was stated of it "
                "before stays there until a person confirms that both are one: %(address)s"
            ),
        ),
        (
            rf"{MOVED} stays there until a person confirms that both are one\. Ask a reviewer\.",
            gettext_noop(
                "The key %(key)s was %(held)s until now, and is %(now)s by its number or id. What was stated of it "
                "before stays there until a person confirms that both are one. Ask a reviewer."
            ),
        ),
        (
            rf"{MOVED} stays there: a person said that they are two\..* take that back: (?P<address>\S+)\.",
            gettext_noop(
                "The key %(key)s was %(held)s until now, and is %(now)s by its number or id. What was stated of it "
                "before stays there: a person said that they are two. If they are one, take that back: %(address)s"
            ),
        ),
        (
            rf"{MOVED} stays there, since their numbers differ\..*",
            gettext_noop(
                "The key %(key)s was %(held)s until now, and is %(now)s by its number or id. What was stated of it "
                "before stays there, since their numbers differ. Correct the number if both are one."
            ),
        ),
    )
)
