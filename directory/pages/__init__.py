"""The pages of the house itself: home, about, privacy, accessibility, help and contacts, health."""
