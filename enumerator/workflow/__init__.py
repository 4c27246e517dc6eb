"""What people do at a centre, one module a deed: no Qt, no SQL."""
