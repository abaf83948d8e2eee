"""Words to places, all offline: countries, regions, towns and the places where refugees live."""
