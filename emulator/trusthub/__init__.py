"""TrustHub: customer profiles and trust products, what they hold, and how they are reviewed."""
