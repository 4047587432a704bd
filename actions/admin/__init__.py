"""Data entry for actions, and for the letters and findings that open them."""

from . import actions, differences, letters, measures, said  # noqa: F401
