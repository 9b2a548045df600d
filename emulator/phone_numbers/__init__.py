"""Numbers to buy and numbers bought."""
