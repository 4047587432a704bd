"""Letters on paper, so to speak: PDF and Word files that tests and the bench make from text."""
