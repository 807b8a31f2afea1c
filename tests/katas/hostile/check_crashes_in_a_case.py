# side: check
# ends: broken.*segmentation
import ctypes

case("one", lambda t: ctypes.string_at(0))
