"""What must hold of the tenants before anything is deployed: one rule a file, in a folder a family.

`owl check` runs them on the files alone; the engine runs them as a CrossGuard pack (`crossguard.py`).
"""
