"""Texts in CSV files, which people open in spreadsheets."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula
(https://owasp.org/www-community/attacks/CSV_Injection)."""

MARK = "'"
"""What marks a cell as text."""


def as_cell(text: str) -> str:
    """Return a text as a cell: one that a spreadsheet would calculate is marked as text."""
    return f"{MARK}{text}" if text.startswith(FORMULA) else text


def of_cell(cell: str) -> str:
    """Return the text of a cell that may be marked as text."""
    return cell[1:] if cell.startswith(MARK) and cell[1:].startswith(FORMULA) else cell
