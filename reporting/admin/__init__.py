"""What the partnership owes others, to read."""

from . import meetings, people, statements  # noqa: F401
