"""Customs: declarations judged, queues worked, goods held and let go, write-off at exit."""
