"""What many statements say together: threads, promises, precedents, and the index that finds them."""
