"""Troubles of the file of laws, and of laws that it does not have."""

from institutions.codes.base import Coded
from institutions.codes.registry import coded, gettext_noop
from institutions.kinds.base import Label
from rules.engine.language.errors import RuleTrouble


@coded("rulebook_law.add", gettext_noop(" Add it to laws.yaml."))
class AddLaw(Coded):
    """The remedy for a law that the file does not have."""


@coded("rulebook_law.unknown", gettext_noop("the file of laws has no law '%(law)s'.%(hint)s"))
class NoSuchLaw(RuleTrouble):
    law: str
    hint: Coded


@coded("rulebook_law.odd_id", gettext_noop("'%(given)s' is not an id. Use small letters, digits and underscores."))
class OddLawId(RuleTrouble):
    given: str


@coded("rulebook_law.without_name", gettext_noop("%(what)s has no name. Add name in en and ja."))
class LawWithoutName(RuleTrouble):
    what: Label
