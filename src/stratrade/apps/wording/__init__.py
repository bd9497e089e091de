"""Codes into sentences, for screen, interface and paper alike."""

from stratrade.apps.wording.sentences import Unworded, event_sentence, sentence

__all__ = ["Unworded", "event_sentence", "sentence"]
