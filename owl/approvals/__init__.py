"""What a run does that costs money or is irreversible, and who approved it."""
