# side: check
# ends: broken.*exit status 0
import os

os._exit(0)
