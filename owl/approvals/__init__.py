"""What a run does that costs money or cannot be undone, and who approved it."""
