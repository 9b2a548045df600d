"""Know your customer: find what The Campaign Registry rejects about a business before the fee is paid."""
