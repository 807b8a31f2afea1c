# side: learner
# ends: PermissionError
import os

def double(x):
    return os.memfd_create("hidden")
