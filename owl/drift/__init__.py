"""What at Twilio is not as declared, and how it comes into a tenant's file.

Nothing here writes: what drifted is told, and whoever reads it decides.
"""
