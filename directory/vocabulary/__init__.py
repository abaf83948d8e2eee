"""The controlled terms: codes that never change, labels per language, and rules about them."""
