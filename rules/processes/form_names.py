"""The names of the forms in which published processes are read: a command offers them without loading the readers."""

from typing import Final

OCDS: Final = "ocds"
EGP: Final = "egp"  # the open data of awards of Japan's procurement portal
CONTRACT_LIST: Final = "contract_list"  # a ministry's published list of contracts
FORMS: Final = (OCDS, EGP, CONTRACT_LIST)
