"""Whether an Office file's package is whole, and not made to fill the memory of whoever unpacks it."""

import io
import zipfile
import zlib

from findings.reading.letter import Unreadable
from findings.reading.limits import MEGABYTE, Limits

PARTS = 2_000  # files in the package; a letter has about twenty


def check_package(data: bytes, limits: Limits, kind: str, damaged: str) -> None:
    """Raises Unreadable unless everything in the package unpacks, to no more than it declares and the limits allow."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            unpacked = sum(part.file_size for part in parts)
            if unpacked > limits.unpacked_megabytes * MEGABYTE or len(parts) > PARTS:
                raise Unreadable(
                    f"This {kind} unpacks to {unpacked // MEGABYTE:,} MB in {len(parts):,} parts, far more than it"
                    f" needs (the limit is {limits.unpacked_megabytes} MB, {PARTS:,} parts). Save it without its"
                    " pictures."
                )
            whole = package.testzip() is None  # unpacks in small pieces and checks the declared sizes and sums
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError, ValueError, zlib.error):
        whole = False
    if not whole:
        raise Unreadable(damaged)
