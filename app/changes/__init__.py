"""What a Save is: an immutable change, its hash and parents, and the fold of many changes into one state."""
