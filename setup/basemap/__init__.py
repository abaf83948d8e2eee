"""Builds the base map: one file of vector tiles, from packages alone. docs/basemap.md tells how."""
