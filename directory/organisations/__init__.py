"""The heart: what organisations say of themselves, what is decided, what the public sees."""
