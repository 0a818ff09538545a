"""The version of everything that runs inside other programs; packages are named after it."""

VERSION = "0.1.0"
