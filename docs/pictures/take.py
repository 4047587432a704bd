"""Takes the README's pictures from the running program, as PNG files of 64 colours.

make run and load_example_progress, then, as somebody who may see a plan:
    .venv/bin/python docs/pictures/take.py EMAIL PASSWORD [http://127.0.0.1:8000]
"""

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, ViewportSize, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from tests.find_browser import QUIET, choose_node, on_path

SIZE = ViewportSize(width=1280, height=860)
LONG = 1500  # pixels: a page that is longer is cut there


def take(page: Page, email: str, password: str, site: str) -> None:
    page.goto(f"{site}/accounts/sign-in/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()
    keep(page, "home")
    page.goto(f"{site}/actions/?filter-status=in+progress")
    keep(page, "actions")
    page.locator("tbody td:nth-of-type(2) a").first.click()  # what will be done
    keep(page, "action", LONG)
    page.get_by_role("link", name="Area for").first.click()
    keep(page, "finding", LONG)


def keep(page: Page, name: str, height: int = SIZE["height"]) -> None:
    """The upper part of the page, with a palette: a third of the bytes."""
    page.set_viewport_size({"width": SIZE["width"], "height": height})
    picture = Image.open(io.BytesIO(page.screenshot()))
    palette = picture.convert("RGB").quantize(64, dither=Image.Dither.NONE)
    palette.save(Path(__file__).with_name(f"{name}.png"), optimize=True)


if __name__ == "__main__":
    email, password, *site = sys.argv[1:]
    choose_node()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=on_path(), args=QUIET)
        take(browser.new_page(viewport=SIZE), email, password, *(site or ["http://127.0.0.1:8000"]))
        browser.close()
