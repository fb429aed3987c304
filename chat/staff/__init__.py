"""Who works here: accounts, roles, sign-in and the audit log. Begin in `sessions`."""
