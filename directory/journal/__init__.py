"""The append-only, hash-chained log of deeds: digests and person ids, never values."""
