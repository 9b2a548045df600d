"""How text is put into Markdown and files."""
