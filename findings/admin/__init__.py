"""Data entry for letters and what came with them.

Letters, findings and differences are put on the site by actions.admin, because deciding on them opens or changes
actions.
"""

from . import files, findings, people, readers  # noqa: F401
