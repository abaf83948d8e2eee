"""The law: who may do what, as one table."""
