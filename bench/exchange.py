"""`make bench`: what a whole plan's way out and in costs, for one plan and for one four times as large.

Bar: memory flat.
"""

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.memory import installation, peaks

AREA = "Barsetshire"  # of bench.large_plan, which needs Django
SIZES = (25, 100)  # findings


def main() -> None:
    print("A whole plan out and in (export_partnership, import_partnership, fresh processes)")
    with tempfile.TemporaryDirectory() as folder:
        for findings in SIZES:
            report(findings, Path(folder) / f"{findings}.zip")


def report(findings: int, file: Path) -> None:
    with installation() as environment:
        peaks(environment, "shell", "--no-imports", "-c", f"from bench.large_plan import make; make({findings})")
        out = peaks(environment, "export_partnership", AREA, "--out", str(file))
    with installation() as environment:
        back = peaks(environment, "import_partnership", str(file))
    print(f"  {findings:3} findings, {file.stat().st_size / 1024 / 1024:.0f} MB")
    for name, (seconds, own, _) in (("out", out), ("in", back)):
        print(f"    {name:4} {seconds:6.1f} s   peak memory {own:4.0f} MB")


if __name__ == "__main__":
    main()
