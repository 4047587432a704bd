from urllib.parse import urlsplit

import pytest

WIDTHS = [1280, 320]

UNFOLD = """for (const one of document.querySelectorAll('details:not(.app-switch)')) one.open = true"""  # it covers
SQUEEZED = """() => [...document.querySelectorAll('caption, h1, h2, h3, h4, legend, label, p, li, dt, dd, th, td')]
    .filter(one => one.offsetWidth > 1 && one.offsetWidth < 40 && one.offsetHeight > 4 * one.offsetWidth)
    .map(one => one.innerText.slice(0, 40))"""  # text in a column of letters


@pytest.fixture
def at_each_width(page, axe):
    """`at_each_width(opens)` looks at the page in both, and asserts what holds for every page."""

    def at_each_width(opens=lambda: None):
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            opens()
            page.evaluate(UNFOLD)
            assert axe(page) == [], (page.url, width)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url
            assert (squeezed := page.evaluate(SQUEEZED)) == [], (page.url, width, squeezed)
            assert page.locator("h1").count() == 1, page.url

    return at_each_width


@pytest.fixture
def look(page, live_server, at_each_width):
    """`look(path)` opens that page, and no other that it leads to."""

    def look(path, status=200):
        def opens():
            answer = page.goto(live_server.url + path)
            assert (answer.status, urlsplit(page.url).path) == (status, urlsplit(path).path)

        at_each_width(opens)

    return look


@pytest.fixture
def seen(at_each_width):
    """`seen()` looks at the page as it stands."""
    return at_each_width
