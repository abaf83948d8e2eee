"""People who act, and the roles they hold. Signing in comes with the registering issue."""
