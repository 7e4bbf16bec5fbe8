"""Words, sentences, numbers and dates of a text: the ground floor, which imports nothing of ours but the model."""
