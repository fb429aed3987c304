"""What people can do, one module a verb group: validate, assess, submit."""
