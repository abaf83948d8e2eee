"""Work to do after commit: written in the caller's transaction, claimed with a lease."""
