"""Claims: figures with all that is said of them in one row, and the sets of them that collide or coincide."""
