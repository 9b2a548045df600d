"""Write the repository of a company that uses this product: its data and rules, and the product's version."""
