"""Write text to Markdown and files."""
