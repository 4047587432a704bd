"""The words of an answer: those of an Excel or Word file, or of any other archive, are packed inside it."""

import io
import zipfile


def words_of(data: bytes) -> str:
    """Everything in `data` that is text; of an archive its parts, archives among them, in their order."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return data.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "\n".join(f"{name}\n{words_of(archive.read(name))}" for name in archive.namelist())
