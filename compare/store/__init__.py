"""What a workspace keeps: sources as they came, and what was worked out before."""
