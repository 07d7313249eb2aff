"""The program: `civquiz`, and `python -m civquiz`."""

import gc


def main() -> None:
    """Run civquiz. A start makes many objects and no garbage, so that collecting waits until the first question."""
    gc.disable()
    from civquiz import cli

    cli.main()


if __name__ == "__main__":
    main()
