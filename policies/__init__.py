"""The rules that tenants must pass before anything is deployed: one file per rule, one folder per family.

`owl check` runs them on the files; the Pulumi engine runs them as a CrossGuard pack (`crossguard.py`).
"""
