import pytest

WIDTHS = [1280, 320]


@pytest.fixture
def look(page, live_server, axe):
    """`look(path)` opens the page at both widths and asserts what holds for every one."""

    def look(path):
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(live_server.url + path)
            assert axe(page) == [], (path, width)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
            assert page.locator("h1").count() == 1, path

    return look
