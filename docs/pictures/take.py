"""Takes the README's pictures from the running program.

make run, then, as somebody who may see a plan:
    .venv/bin/python docs/pictures/take.py EMAIL PASSWORD [http://127.0.0.1:8000]
"""

import sys
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from tests.find_browser import QUIET, on_path

PICTURES = {"actions": "/actions/"}
SIZE = ViewportSize(width=1280, height=860)


def take(page: Page, email: str, password: str, site: str) -> None:
    page.goto(f"{site}/accounts/sign-in/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()
    for name, address in PICTURES.items():
        page.goto(site + address)
        page.screenshot(path=Path(__file__).with_name(f"{name}.png"))


if __name__ == "__main__":
    email, password, *site = sys.argv[1:]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=on_path(), args=QUIET)
        take(browser.new_page(viewport=SIZE), email, password, *(site or ["http://127.0.0.1:8000"]))
        browser.close()
