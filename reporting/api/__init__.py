"""Data for other programs: a read-only JSON API at /api/v1/, opened by a person's own token and by nothing else."""
