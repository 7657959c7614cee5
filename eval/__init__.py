"""The offline eval harness: cases in, a report and an exit code out (`python -m eval`)."""
