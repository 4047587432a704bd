"""What the server takes before the program sees it."""

import runpy
from pathlib import Path

import pytest
from gunicorn.config import Config
from gunicorn.http.errors import LimitRequestLine
from gunicorn.http.parser import RequestParser

SETTINGS = Path(__file__).parents[1] / "deploy" / "gunicorn_settings.py"


def asked(length):
    """The query of an address with so many characters in one filter, as the server reads it."""
    config = Config()
    config.set("limit_request_line", runpy.run_path(str(SETTINGS))["limit_request_line"])
    line = f"GET /actions/?filter-text={'a' * length} HTTP/1.1\r\nHost: localhost\r\n\r\n"
    return next(RequestParser(config, iter([line.encode()]), ("127.0.0.1", 1))).query


def test_a_long_filter_reaches_the_program():
    assert len(asked(5000)) > 5000


def test_what_is_longer_than_the_server_takes_it_refuses_itself():
    with pytest.raises(LimitRequestLine):
        asked(9000)
