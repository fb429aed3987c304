"""What every test may rely on."""

from hypothesis import settings

# No deadline for an example: two cores shared with a browser make the clock a poor judge.
settings.register_profile("house", deadline=None, print_blob=True)
settings.load_profile("house")
