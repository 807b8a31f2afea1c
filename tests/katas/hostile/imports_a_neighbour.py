# side: learner
# ends: the code loads: .*(No module named 'pytest'|Permission)
import pytest


def double(x):
    return x * 2 if pytest else x
