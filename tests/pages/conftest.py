import pytest


@pytest.fixture(autouse=True)
def _rows(db):
    """Every page needs rows."""
