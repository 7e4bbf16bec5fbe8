"""`python -m rapporteur` is the command `rapporteur`."""

from rapporteur.reports.cli import main

main(prog_name="rapporteur")
