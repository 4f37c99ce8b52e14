"""Troubles of any file of a rulebook: its YAML, its keys, its texts."""

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from institutions.codes.registry import coded, gettext_noop
from institutions.kinds.base import Label
from rules.engine.language.errors import RuleTrouble


@coded("rulebook_file.no_mapping", gettext_noop("%(what)s must be a mapping of keys to values."))
class PartNoMapping(RuleTrouble):
    what: Label


@coded("rulebook_file.no_list", gettext_noop('%(what)s must be a list. Begin each item with "- ".'))
class PartNoList(RuleTrouble):
    what: Label


@coded("rulebook_file.no_text", gettext_noop("%(what)s must be a text."))
class PartNoText(RuleTrouble):
    what: Label


@coded("rulebook_file.part_empty", gettext_noop("%(what)s is empty."))
class PartEmpty(RuleTrouble):
    what: Label


@coded("rulebook_file.part_missing", gettext_noop("%(what)s has no %(key)s. Add %(key)s."))
class PartMissing(RuleTrouble):
    what: Label
    key: str


@coded("rulebook_file.unknown_key", gettext_noop("'%(key)s' is not a key of %(what)s.%(hint)s"))
class UnknownKey(RuleTrouble):
    key: str
    what: Label
    hint: Coded | None


@coded("rulebook_file.not_one_of", gettext_noop("'%(given)s' is not %(what)s.%(hint)s"))
class NotOneOf(RuleTrouble):
    given: str
    what: Label
    hint: Coded | None


@coded("rulebook_file.odd_name", gettext_noop("'%(given)s' is not a name. Use small letters, digits and underscores."))
class OddParameterName(RuleTrouble):
    given: str


@coded(
    "rulebook_file.long_number",
    gettext_noop("%(what)s is a number of more than %(most)s digits. Write a smaller one."),
)
class LongNumberInFile(RuleTrouble):
    what: Label
    most: PlainNumber


@coded("rulebook_file.not_utf8", gettext_noop("the file is not UTF-8. Save it as UTF-8."))
class RulebookFileNotUtf8(RuleTrouble):
    pass


@coded("rulebook_file.empty", gettext_noop("the file is empty."))
class RulebookFileEmpty(RuleTrouble):
    pass


@coded("rulebook_file.too_long", gettext_noop("the file is longer than %(most)s characters. Shorten it."))
class FileLonger(RuleTrouble):
    most: PlainNumber


@coded("rulebook_file.not_yaml", gettext_noop("not readable as YAML: %(problem)s."))
class NotYaml(RuleTrouble):
    problem: Label


@coded("rulebook_file.key_no_word", gettext_noop("a key must be a word."))
class KeyNoWord(RuleTrouble):
    pass


@coded("rulebook_file.key_twice", gettext_noop("the key '%(key)s' comes twice (first in line %(first)s). Keep one."))
class RulebookKeyTwice(RuleTrouble):
    key: str
    first: PlainNumber


@coded("rulebook_file.as_written", gettext_noop("%(text)s"))
class RuleTroubleAsWritten(RuleTrouble):
    """A trouble of a part that has words of its own, such as a market record."""

    text: str
