"""Maps as documents: Folium with our own Leaflet and nothing of anybody else's. Knows no domain."""
