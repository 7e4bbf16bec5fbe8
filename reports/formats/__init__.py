"""A view model in, a file in one format out."""
