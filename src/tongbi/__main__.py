"""`python -m tongbi`."""

from tongbi.cli import main

if __name__ == "__main__":
    main()
