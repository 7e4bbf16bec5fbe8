"""Two wordings -> word edits that read as a person would mark them, and back."""
