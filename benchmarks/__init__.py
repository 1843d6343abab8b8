"""The program measured: each module is one command, which prints its figures with the machine they were taken on."""
