"""Files of organisations: read, explained row by row, proposed as revisions, taken back as a run."""
