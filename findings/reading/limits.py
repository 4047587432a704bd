"""How much one file may cost. The figures are far above any published letter (the longest has 20 pages, 1 MB)."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """What reading one file may use; the caller sets `megabytes` from the settings."""

    megabytes: int = 25  # of the file as it stands
    pages: int = 300
    unpacked_megabytes: int = 100  # of everything in a Word file
    characters: int = 2_000_000  # of text, whatever the format: thirty times the longest letter
    memory_megabytes: int = 512  # address space of the child process that reads
    cpu_seconds: int = 10  # of computing, for each file
    wall_seconds: int = 15  # by the clock, for each file
    answer_megabytes: int = 16  # of what the child may send back

    def too_large(self, size: int) -> str:
        """What to say of a file of `size` bytes; empty if it is within the limit."""
        if size <= self.megabytes * MEGABYTE:
            return ""
        found = f"The file has {size / MEGABYTE:,.1f} MB; the limit is {self.megabytes} MB."
        return f"{found} Save it without its pictures, or as plain text."
