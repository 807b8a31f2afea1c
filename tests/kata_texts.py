"""A small kata, and solutions of every sort, for the tests that work on one."""

KATA = """---
title: Halves
domain: coding
topic: python-stack
tier: core
---

## Half of every number {#halve entry=halve minutes=5}

Write `halve(x)`, which returns half of every element of a float array. Do not change `x`.

```python starter
import numpy as np

def halve(x):
    raise NotImplementedError
```

```python reference
def halve(x):
    return x / 2
```

```python check
case("random", lambda t: t.normal("N"), times=3)
case("negative", [-4.0, -1.0])
```

```python accept times-half
def halve(x):
    return 0.5 * x
```

```python reject doubled "it doubles: divide, do not multiply"
def halve(x):
    return x * 2
```

```python reject in-place "the input is changed: x /= 2 writes into the array of the caller"
def halve(x):
    x /= 2
    return x
```

### Hint
What is the opposite of doubling?

### Hint
Divide.

### Follow-ups
- What does it cost in memory?
- And in place?
"""

RIGHT = "def halve(x):\n    return x / 2\n"
DOUBLED = "def halve(x):\n    return x * 2\n"
FOREVER = "def halve(x):\n    while True:\n        pass\n"


def kata(**changes: str) -> str:
    """Return the kata with some of its texts replaced: `kata(halve="third")` is another one."""
    text = KATA
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    return text
