"""How firmly a clause binds, and whether that changed."""
