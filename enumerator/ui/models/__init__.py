"""Lists and tables of the windows, as Qt's views ask for them."""
