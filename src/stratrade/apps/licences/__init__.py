"""The licences app."""
