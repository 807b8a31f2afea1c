# side: check
# ends: broken.*no case
pass
