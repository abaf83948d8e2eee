"""Find: what is asked (criteria), what is found (results), and the question between them."""
