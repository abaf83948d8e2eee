"""Files of organisations: read, explained row by row, proposed, and taken back as a run."""
