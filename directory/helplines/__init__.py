"""Each country's checked helplines: the only thing shown for a hidden service."""
