"""What tests share: a browser page, signing in, and the accessibility check."""

import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client, TransactionTestCase
from playwright.sync_api import Page

from partnerships import append_only
from tests import find_browser

gc.set_threshold(200_000, 20, 100)  # looking for cycles in what Django has loaded took a tenth of the time
find_browser.choose_node()
AXE = settings.BASE_DIR / "node_modules/axe-core/axe.min.js"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Telling of what passed, too, takes four times as long.
POLICIES = ("Content Security Policy", "Permissions-Policy")
AXE_RUN = "tags => axe.run({runOnly: tags, resultTypes: ['violations']}).then(found => found.violations)"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what a test needs: the browser, where it takes `page`; the database, where it asks for one.

    And a page that is asked for without a browser: the browser's tests ask for it on SQLite.
    """
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if "page" in fixtures:
            item.add_marker("browser")
        if item.get_closest_marker("django_db") or fixtures & {"db", "transactional_db"}:
            item.add_marker("database")
        asks = "client" in fixtures and item.path.parent.name != "access"
        if asks and "page" not in fixtures and not item.get_closest_marker("once"):
            item.add_marker("on_postgresql")


@pytest.fixture(autouse=True, scope="session")
def _history_can_be_flushed() -> Iterator[None]:
    """A test that commits leaves its database empty, and the history's triggers would not have it."""

    def teardown(case: TransactionTestCase) -> None:
        append_only.lift()
        try:
            original(case)
        finally:
            append_only.forbid()

    original = TransactionTestCase._fixture_teardown
    TransactionTestCase._fixture_teardown = teardown
    yield
    TransactionTestCase._fixture_teardown = original


@pytest.fixture(autouse=True)
def _nothing_counted() -> None:
    """Tries and mails are counted in the cache, by keys that the next test's people have too."""
    cache.clear()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Chromium as `make test` found it; run alone, pytest takes the one on PATH."""
    return {
        **browser_type_launch_args,
        "executable_path": find_browser.named() or find_browser.on_path(),
        "args": find_browser.QUIET,
    }


@pytest.fixture
def page(page: Page) -> Iterator[Page]:
    """A page that fails its test when a script breaks, a policy refuses something or is itself misread."""
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if any(one in said.text for one in POLICIES) else None)
    yield page
    assert wrong == []


@pytest.fixture
def sign_in(live_server: Any) -> Callable[[Page, Any], None]:
    """`sign_in(page, user)` gives the page that user's session, without the sign-in form."""

    def sign_in(page: Page, user: Any) -> None:
        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])

    return sign_in


@pytest.fixture(scope="session")
def axe_script() -> str:
    return Path(AXE).read_text(encoding="utf-8")


@pytest.fixture
def axe(axe_script: str) -> Callable[[Page], list[str]]:
    """`axe(page)` gives what breaks WCAG 2.2 A and AA on the page, one line each: rule, help, where."""

    def violations(page: Page) -> list[str]:
        if page.evaluate("window.axe === undefined"):
            page.evaluate(axe_script)
        found = page.evaluate(AXE_RUN, WCAG)
        return [f"{v['id']}: {v['help']}: {node['target']}" for v in found for node in v["nodes"]]

    return violations
