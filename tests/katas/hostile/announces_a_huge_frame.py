# side: learner
# ends: protocol.*4294967295
import os

def double(x):
    os.write(4, b"\xff\xff\xff\xff")
    while True:
        pass
