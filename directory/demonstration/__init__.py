"""Invented organisations for demonstrations and tests: compact rows turned into documents."""
