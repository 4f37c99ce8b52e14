"""Hours of steady load on an installation of its own: `make soak`."""
