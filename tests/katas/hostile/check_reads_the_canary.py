# side: check
# ends: broken.*PermissionError
open(CANARY).read()
