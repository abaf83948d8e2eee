"""Sets the project up, builds what the site serves, starts it and tests it."""
