"""Deadlines in a person's own calendar: who an address opens for, what it shows, and the file (RFC 5545)."""
