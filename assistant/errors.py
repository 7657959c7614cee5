"""The error tree: every failure that a person can act on goes out as one of these.

AssistantError                 what, why and remedy; `exit_code` for the shell
├── UsageError            (2)  the command line or a value in it
├── ConfigError           (2)  a setting, a profile, an environment variable
├── InputError            (2)  a file that can't be read at all
├── StoreError            (1)  the catalogue or the index on disk
│   ├── StoreBusyError    (1)  another process writes
│   └── IndexIdentityError(1)  the index was made by another model or chunking
├── ModelError            (1)  an embedded model file is missing or not the one expected
└── BackendError          (3)  a server that may come back
"""

from __future__ import annotations


class AssistantError(Exception):
    """A failure in three parts: `what` happened, `why`, and the `remedy`; each one line."""

    exit_code = 1

    def __init__(self, what: str, *, why: str = "", remedy: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.why = why
        self.remedy = remedy

    @property
    def kind(self) -> str:
        """Name of the error for JSON, for example 'StoreBusy'."""
        return type(self).__name__.removesuffix("Error")


class UsageError(AssistantError):
    """The command line, or a value given on it, makes no sense."""

    exit_code = 2


class ConfigError(AssistantError):
    """A setting, a profile or an environment variable is wrong."""

    exit_code = 2


class InputError(AssistantError):
    """A file or folder can't be read at all."""

    exit_code = 2


class StoreError(AssistantError):
    """The catalogue or the index on disk is missing, damaged or not writable."""


class StoreBusyError(StoreError):
    """Another process holds the writer's lock."""


class IndexIdentityError(StoreError):
    """The index was built by another model, another model file or another chunking."""


class ModelError(AssistantError):
    """An embedded model is missing, or its file is not the one that was measured."""


class BackendError(AssistantError):
    """A model server or Chroma server did not answer as it should; it may come back."""

    exit_code = 3
