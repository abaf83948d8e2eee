"""An invented world of organisations, loaded in bulk, and how fast pages answer on it."""
