"""YAML with positions: read, checked and edited without losing a line."""
