"""Content templates."""
