"""The floor of a start: a Typer app that opens one questionary select, and nothing else."""

import questionary
import typer

app = typer.Typer()


@app.command()
def main() -> None:
    questionary.select("Who holds executive power?", choices=["President", "Senate", "Mazhilis", "Court"]).unsafe_ask()


app()
