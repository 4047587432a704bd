"""What the partnership does about a finding."""

from .actions import Action, Contributor, Status

__all__ = ["Action", "Contributor", "Status"]
