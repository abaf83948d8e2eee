"""Languages: which there are, which way they run, which one to show."""
