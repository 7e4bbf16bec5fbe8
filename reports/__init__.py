"""How it reads: findings in, pages out."""
