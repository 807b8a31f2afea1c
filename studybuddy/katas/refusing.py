"""Source code goes in; the names in it that hide a loop, or lead to what counts, come out with their lines.

What a call costs is counted in the process of the code that is counted. It is no jail: a name can be spelled
in more ways than are listed here. It keeps an honest eye honest, and makes cheating more work than the kata.
"""

import ast
import functools
import sys
import types
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

LOOPS = frozenset(
    {
        "tolist", "map", "filter", "vectorize", "apply_along_axis", "apply_over_axes", "frompyfunc",
        "fromiter", "fromfunction", "nditer", "ndenumerate", "ndindex", "starmap", "statistics",
    }
)  # fmt: skip
REACHING = frozenset(
    {
        "sys", "_sys", "_os", "gc", "inspect", "ctypes", "ctypeslib", "importlib", "builtins", "tracemalloc",
        "__import__", "__builtins__", "__globals__", "__subclasses__", "__loader__", "__spec__",
        "__array_interface__", "__array_struct__", "f_globals", "f_locals", "f_builtins", "f_code", "f_back",
        "gi_frame", "ag_frame", "cr_frame", "tb_frame", "tb_next", "_getframe", "settrace", "setprofile",
        "eval", "exec", "compile", "breakpoint", "open", "memmap", "open_memmap", "read_array", "runstring",
        "getattr", "methodcaller", "attrgetter", "vars", "globals", "locals", "get_type_hints", "ForwardRef",
        "singledispatch", "singledispatchmethod", "make_dataclass", "f2py", "distutils",
    }
)  # fmt: skip
MODULES = frozenset(
    {
        "__future__", "abc", "array", "bisect", "cmath", "collections", "contextlib", "copy", "dataclasses",
        "decimal", "enum", "fractions", "functools", "heapq", "itertools", "math", "numbers", "operator",
        "re", "statistics", "time", "typing", "warnings",
    }
)  # fmt: skip
# The special names that code asks for without reaching anywhere; defining any special method is fine.
PLAIN = frozenset(
    {
        "__init__", "__new__", "__post_init__", "__call__", "__len__", "__name__", "__doc__", "__class__",
        "__version__", "__getitem__", "__setitem__", "__contains__", "__iter__", "__next__", "__eq__",
        "__hash__", "__add__", "__radd__", "__sub__", "__mul__", "__rmul__", "__truediv__", "__pow__",
        "__neg__", "__matmul__",
    }
)  # fmt: skip
OUTWARD = frozenset({"os", "io", "pickle", "threading"})  # modules that others hold under these names
INTERFACES = frozenset({"__array_interface__", "__array_struct__"})  # they open any memory
FOLDS = frozenset({"reduce", "accumulate"})  # loops of functools and itertools, but methods of ufuncs as well
BUILT_IN = frozenset({"all", "any", "max", "min", "sorted", "sum"})  # loops over the rows of an array
COUNTED = (ast.GeneratorExp, ast.ListComp, ast.SetComp, ast.Tuple, ast.List, ast.Set)  # or short


@functools.lru_cache(maxsize=32)
def refusals(source: str, *, loops: bool) -> tuple[tuple[int, str], ...]:
    """Return (line, name) of all in the source that leads out of it, or with `loops` loops unseen.

    Raises: RecursionError, SyntaxError, for source that cannot be looked at.
    """
    tree = ast.parse(source)
    looked_up = _looked_up(compile(tree, "kata.py", "exec", dont_inherit=True))
    nodes = [node for node in ast.walk(tree) if not (isinstance(node, ast.Name) and node.id not in looked_up)]
    refused = REACHING | LOOPS if loops else REACHING
    found = [*_folds(nodes), *_built_in_folds(nodes)] if loops else []
    for node in nodes:
        line = getattr(node, "lineno", 0)
        found += [(line, name) for name in _leading_out(node) if _is_refused(name, node, refused)]
    return tuple(sorted(found))


def _looked_up(code: types.CodeType) -> set[str]:
    """Return the names that code looks up beyond itself: a local variable may be called `map` as well."""
    names = set(code.co_names)
    for each in code.co_consts:
        if isinstance(each, types.CodeType):
            names |= _looked_up(each)
    return names


def _leading_out(node: ast.AST) -> Iterator[str]:
    """Yield the names by which a node gets hold of something."""
    match node:
        case ast.Name(id=name):
            yield name
        case ast.Attribute(attr=name):
            yield name
        case ast.MatchClass(kwd_attrs=names):
            yield from names
        case ast.Import(names=aliases):
            yield from (part for alias in aliases for part in alias.name.split("."))
        case ast.ImportFrom(module=module, names=aliases):
            yield from (*(module or "").split("."), *(alias.name for alias in aliases))
        case ast.FunctionDef(name=name) if name in INTERFACES:
            yield name


def _is_refused(name: str, node: ast.AST, refused: AbstractSet[str]) -> bool:
    if name in refused:
        return True
    match node:
        case ast.Attribute() | ast.MatchClass():
            is_special = name.startswith("__") and name.endswith("__")
            return name in OUTWARD or (is_special and name not in PLAIN)
        case ast.Import(names=aliases):
            return _is_foreign(name) and any(name == alias.name.partition(".")[0] for alias in aliases)
        case ast.ImportFrom(module=module):
            return name in OUTWARD or (_is_foreign(name) and name == (module or "").partition(".")[0])
    return False


def _is_foreign(module: str) -> bool:
    """Return whether a module is one that computing does not need; the sandbox holds no other packages."""
    return module == "studybuddy" or (module in sys.stdlib_module_names and module not in MODULES)


def _folds(nodes: Iterable[ast.AST]) -> list[tuple[int, str]]:
    """Return (line, name) where `reduce` and `accumulate` are not the methods of a ufunc."""
    arrays = _imported_from_numpy(nodes)
    found = []
    for node in nodes:
        match node:
            case ast.Attribute(attr=name, value=ast.Name(id=of)) if name in FOLDS and of not in arrays:
                found.append((node.lineno, name))
            case ast.ImportFrom(module="functools" | "itertools", names=names):
                found += [(node.lineno, alias.name) for alias in names if alias.name in {*FOLDS, "*"}]
    return found


def _built_in_folds(nodes: Iterable[ast.AST]) -> list[tuple[int, str]]:
    """Return (line, name) where `sum` and the like are Python's own, and may run over an array."""
    own = BUILT_IN & {node.id for node in nodes if isinstance(node, ast.Name)} - _imported_from_numpy(nodes)
    found = []
    for node in nodes:
        match node:
            case ast.Call(func=ast.Name(id="max" | "min"), args=[_, _, *_]):
                continue  # of two numbers
            case ast.Call(func=ast.Name(id=name), args=[of, *_]) if name in own:
                whole = of.value if isinstance(of, ast.Subscript) else of
                is_shape = isinstance(whole, ast.Attribute) and whole.attr == "shape"
                if not (is_shape or isinstance(of, COUNTED)):
                    found.append((node.lineno, name))
    return found


def _imported_from_numpy(nodes: Iterable[ast.AST]) -> set[str]:
    """Return the names that stand for functions of NumPy, such as `add` after `from numpy import add`."""
    imports = [node for node in nodes if isinstance(node, ast.ImportFrom) and node.module == "numpy"]
    return {alias.asname or alias.name for node in imports for alias in node.names}
