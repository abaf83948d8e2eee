"""The only folder that knows which database it is (SpatiaLite or PostGIS)."""
