import pytest
from django.test import Client

from partnerships.models import User
from tests.makers import make_administrator


@pytest.fixture
def administrator(db) -> User:
    return make_administrator()


@pytest.fixture
def admin(administrator: User) -> Client:
    """A client that an administrator is signed in with."""
    client = Client()
    client.force_login(administrator)
    return client
