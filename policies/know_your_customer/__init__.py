"""Know your customer: what The Campaign Registry checks of a business, found before it is paid."""
