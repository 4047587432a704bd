"""What the partnership owes others, to read."""

from . import statements  # noqa: F401
