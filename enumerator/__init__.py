"""The application: what officers and supervisors do at a registration centre."""
