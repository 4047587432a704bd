from urllib.parse import urlsplit

import pytest

WIDTHS = [1280, 320]
BETWEEN = [1024, 800]  # a tablet's, and a magnified desk's

UNFOLD = """for (const one of document.querySelectorAll('details:not(.app-switch)')) one.open = true"""  # it covers
SQUEEZED = """() => [...document.querySelectorAll('caption, h1, h2, h3, h4, legend, label, p, li, dt, dd, th, td')]
    .filter(one => one.offsetWidth > 1 && one.offsetWidth < 40 && one.offsetHeight > 4 * one.offsetWidth)
    .map(one => one.innerText.slice(0, 40))"""  # text in a column of letters


@pytest.fixture
def seen(page, axe):
    """`seen()` looks at the page as it stands, with what is folded unfolded, and asserts what holds for every
    page; what axe finds hangs on the narrowest and the widest."""

    def seen():
        page.evaluate(UNFOLD)
        for width in (*WIDTHS, *BETWEEN):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (page.url, width)
            assert (squeezed := page.evaluate(SQUEEZED)) == [], (page.url, width, squeezed)
            if width in WIDTHS:
                assert axe(page) == [], (page.url, width)
        assert page.locator("h1").count() == 1, page.url

    return seen


@pytest.fixture
def look(page, live_server, seen):
    """`look(path)` opens that page, and no other that it leads to."""

    def look(path, status=200):
        answer = page.goto(live_server.url + path)
        assert (answer.status, urlsplit(page.url).path) == (status, urlsplit(path).path)
        seen()

    return look
