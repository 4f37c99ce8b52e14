"""`manage.py fold_names`: new folded forms of every stored name, after a change to the tables of folding or reading."""

from institutions.management.late_command import LateCommand


class Command(LateCommand):
    """The command. It folds all names in one transaction: a search finds a name in the old or in the new form."""

    help = "Normalise every name of the register again and renew its search keys for possible matches; rejections stay."
    examples = {
        "fold_names": "make the forms by which names are compared anew",
    }
