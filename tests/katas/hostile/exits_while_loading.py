# side: learner
# ends: exit: .*status 0
import os

os._exit(0)
