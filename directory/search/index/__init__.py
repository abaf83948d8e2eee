"""The search index: every public offer numbered, its filters as bitmaps, its words in tantivy.

Made from `public_index_entries` alone; the database stays the truth (ADR 18).
"""
