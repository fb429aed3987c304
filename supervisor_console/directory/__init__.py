"""The directory of services as supervisors keep it true: check, edit, retire, take back."""
