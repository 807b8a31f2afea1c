import numpy as np
import pytest

from studybuddy.katas import npy
from studybuddy.katas.travelling import TransportError


@pytest.mark.parametrize(
    "array", [np.eye(3), np.zeros((0, 2)), np.array(3), np.asfortranarray(np.ones((2, 3)))]
)
def test_numpy_reads_what_is_packed_and_the_other_way_round(array: np.ndarray) -> None:
    back = npy.unpacked(memoryview(npy.packed(array)))
    assert np.array_equal(back, array)
    assert (back.shape, back.dtype) == (array.shape, array.dtype)


def test_a_header_that_claims_more_than_there_is_is_refused() -> None:
    leaf = npy.packed(np.zeros(4)).replace(b"(4,)", b"(9,)")
    with pytest.raises(TransportError, match="does not fit"):
        npy.unpacked(memoryview(leaf))


def test_an_array_that_arrives_can_be_written_to() -> None:
    back = npy.unpacked(memoryview(npy.packed(np.zeros(4))))
    back[0] = 1.0
    assert back[0] == 1.0
