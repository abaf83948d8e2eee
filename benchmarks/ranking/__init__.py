"""How well searches are answered over the imported files."""
