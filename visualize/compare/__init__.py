"""Compare: how well each take of a shot kept what was authored, in numbers and in words."""
