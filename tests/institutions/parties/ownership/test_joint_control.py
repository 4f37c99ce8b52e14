"""Control with the votes of others, asked of one company, is what its definition says of any circles and chains."""

import random
from collections import defaultdict

from institutions.parties.ownership.control import ControlTie, control_of
from institutions.parties.ownership.joint_control import controllers_with_others
from institutions.parties.ownership.shares import WHOLE_BP, Holding, ownership_of
from tests.every import every


def joint_control_by_definition(party: str, holdings: list[Holding], direct: set[tuple[str, str]]) -> set[str]:
    """Return what a party controls: it adds companies by direct control, or by over half of the votes, to the last."""
    inside = {party}
    while True:
        votes: dict[str, int] = defaultdict(int)
        for each in holdings:
            if each.holder in inside:
                votes[each.company] += each.share_bp or 0
        fresh = {lower for upper, lower in direct if upper in inside}
        fresh |= {company for company, together in votes.items() if together * 2 > WHOLE_BP}
        if fresh <= inside:
            return inside - {party}
        inside |= fresh


@every("seed", range(150))
def test_joint_control_is_what_its_definition_says(seed: int) -> None:
    """Circles, several chains and votes that add up, against sets that are filled until nothing follows."""
    drawn = random.Random(seed)  # noqa: S311 - no secret
    keys = [str(each) for each in range(drawn.randint(3, 9))]
    pairs = [(one, other) for one in keys for other in keys if one != other]
    shares = {pair: drawn.choice((1_000, 2_000, 3_000, 4_000, 6_000)) for pair in drawn.sample(pairs, len(keys))}
    held = [Holding(upper, lower, share, ()) for (upper, lower), share in shares.items()]
    control = control_of(held, [ControlTie(*pair, ()) for pair in drawn.sample(pairs, drawn.randint(0, len(keys)))])
    holdings = list(ownership_of(held).holdings.values())
    company = keys[0]
    found = controllers_with_others(company, keys[1:], holdings, control)
    assert found == {
        each for each in keys[1:] if company in joint_control_by_definition(each, holdings, set(control.ties))
    }
