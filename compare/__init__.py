"""What changed: text in, findings out."""
