"""Each country's checked helplines, which stand in for hidden services."""
