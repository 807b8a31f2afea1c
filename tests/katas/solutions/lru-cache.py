"""An LRU cache on an ordered dict: the least recently used key stands first."""

from collections import OrderedDict


class EmbeddingCache:
    def __init__(self, capacity, load):
        if capacity < 1:
            raise ValueError("capacity must be at least 1")
        self.capacity = capacity
        self.load = load
        self.hits = 0
        self.misses = 0
        self._stored = OrderedDict()

    def get(self, key):
        if key in self._stored:
            self.hits += 1
            self._stored.move_to_end(key)
            return self._stored[key]
        self.misses += 1
        value = self.load(key)
        self._stored[key] = value
        if len(self._stored) > self.capacity:
            self._stored.popitem(last=False)
        return value

    def __len__(self):
        return len(self._stored)

    def __contains__(self, key):
        return key in self._stored
