"""What tests of every part use: the two bodies that the example documents name."""

import pytest

from institutions.models import GovernmentBody


@pytest.fixture
def meti(db: None) -> GovernmentBody:
    """The Ministry of Economy, Trade and Industry."""
    return GovernmentBody.objects.create(
        code="METI", name_en="Ministry of Economy, Trade and Industry", name_ja="経済産業省"
    )


@pytest.fixture
def digital_agency(db: None) -> GovernmentBody:
    """The Digital Agency."""
    return GovernmentBody.objects.create(code="DA", name_en="Digital Agency", name_ja="デジタル庁")
