"""What we look for in a scan, one file a table."""
