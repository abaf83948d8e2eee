"""Maps of what was found: the page, the frame in it, what lies in view. The list says the same."""
