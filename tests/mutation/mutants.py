"""What may be written wrong in a function, one mistake at a time.

Only what stands inside functions: a decorator, a default or a table of constants is evaluated when
its module is imported, and is held by tests of its own.
"""

import ast
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from types import CodeType
from typing import Any, NamedTuple

Function = ast.FunctionDef | ast.AsyncFunctionDef

COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
RECKONED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
CALLED = {"min": "max", "max": "min", "any": "all", "all": "any"}


class Mutant(NamedTuple):
    """A module with one mistake in it. Its name is not its own: a function may say `1` twice."""

    module: str
    line: int
    last_line: int
    function: str
    was: str
    now: str
    compiled: Callable[[], CodeType]
    """Compiles the whole module: only for a mutant that is run."""

    @property
    def name(self) -> str:
        return f"{self.module}:{self.function}: `{self.was}` → `{self.now}`"


def mutants_of(path: Path, module: str) -> Iterator[Mutant]:
    """Every mutant of a file, in the order of its lines."""
    tree = ast.parse(path.read_text("utf-8"))
    for function, name in functions(tree, ""):
        for node in within(function):
            for wrong in mistakes(node):
                yield mutant(tree, node, wrong, path=path, module=module, name=name)


def mutant(
    tree: ast.Module, node: ast.AST, wrong: ast.AST, *, path: Path, module: str, name: str
) -> Mutant:
    """The module with one node replaced; the tree itself is as it was afterwards."""

    def compiled() -> CodeType:
        put = beside(node, wrong)
        Replaced(node, put).visit(tree)
        try:
            return compile(ast.fix_missing_locations(deepcopy(tree)), str(path), "exec")
        finally:
            Replaced(put, node).visit(tree)

    return Mutant(module, *lines_of(node), name, shown(node), shown(wrong), compiled)


def beside(node: ast.AST, wrong: ast.AST) -> ast.AST:
    """The mistake, with what it replaces where it is never run.

    So the function closes over the same names (`super()` is one): else it takes no other code.
    """
    match node, wrong:
        case ast.stmt(), ast.stmt():
            return ast.If(ast.Constant(value=False), [node], [wrong])
        case ast.expr(), ast.expr() if not isinstance(wrong, ast.Constant):
            return ast.IfExp(ast.Constant(value=False), node, wrong)
        case _:
            return wrong


def lines_of(node: ast.AST) -> tuple[int, int]:
    """From which line to which one a test passes through the mistake."""
    first: Any = node.target if isinstance(node, ast.comprehension) else node
    last: Any = node
    match node:
        case ast.comprehension(ifs=ifs):
            last = ifs[-1]
        case ast.If(test=test):  # what it leads to is not the mistake
            last = test
        case _:
            pass
    return int(first.lineno), int(last.end_lineno)


class Replaced(ast.NodeTransformer):
    def __init__(self, node: ast.AST, by: ast.AST) -> None:
        self.node, self.by = node, by

    def visit(self, node: ast.AST) -> ast.AST:
        return self.by if node is self.node else super().visit(node)


def functions(node: ast.AST, within_name: str) -> Iterator[tuple[Function, str]]:
    """The outermost functions, with the names of their classes before theirs."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Function):
            yield child, f"{within_name}{child.name}"
        elif isinstance(child, ast.ClassDef):
            yield from functions(child, f"{within_name}{child.name}.")
        elif isinstance(child, ast.If | ast.With | ast.Try):
            yield from functions(child, within_name)


def within(function: Function) -> Iterator[ast.AST]:
    """What is evaluated when the function is called: no docstring, no annotation, no message."""
    waiting: list[ast.AST] = list(reversed(function.body))
    while waiting:
        node = waiting.pop()
        yield node
        children = list(ast.iter_child_nodes(node))
        match node:
            case ast.AnnAssign(value=value):
                children = [value] if value else []
            case ast.FunctionDef():
                children = list(node.body)
            case ast.Raise() | ast.Assert() | ast.JoinedStr():
                children = []
            case _:
                pass
        waiting += reversed(children)


def mistakes(node: ast.AST) -> Iterator[ast.AST]:  # noqa: C901, PLR0912 - a table, read in order
    """The ways in which this very node may be written wrong."""
    match node:
        case ast.Compare(left, [op], rest):
            yield ast.Compare(left, [COMPARED[type(op)]()], rest)
        case ast.Compare(left, [first, second], rest):
            yield ast.Compare(left, [COMPARED[type(first)](), second], rest)
            yield ast.Compare(left, [first, COMPARED[type(second)]()], rest)
        case ast.BoolOp(op, values):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
            for left_out in range(len(values)):
                kept = values[:left_out] + values[left_out + 1 :]
                yield kept[0] if len(kept) == 1 else ast.BoolOp(op, kept)
        case ast.UnaryOp(ast.Not(), operand):
            yield operand
        case ast.BinOp(left, op, right) if type(op) in RECKONED:
            yield ast.BinOp(left, RECKONED[type(op)](), right)
        case ast.Constant(bool() as value):
            yield ast.Constant(not value)
        case ast.Constant(int() as value):
            yield ast.Constant(value + 1)
        case ast.IfExp(test, body, orelse):
            yield ast.IfExp(ast.UnaryOp(ast.Not(), test), body, orelse)
        case ast.If(test, body, orelse):
            yield ast.If(ast.UnaryOp(ast.Not(), test), body, orelse)
        case ast.comprehension(target, where, ifs, is_async) if ifs:
            for left_out in range(len(ifs)):
                yield ast.comprehension(
                    target, where, ifs[:left_out] + ifs[left_out + 1 :], is_async
                )
        case ast.Return(value) if value and not is_none(value):
            yield ast.Return(ast.Constant(None))
        case ast.Expr(ast.Call()):
            yield ast.Pass()
        case ast.Assign([ast.Attribute()], _) | ast.Raise(ast.AST()):
            yield ast.Pass()
        case ast.Call(ast.Name(name), arguments, keywords) if name in CALLED:
            yield ast.Call(ast.Name(CALLED[name], ast.Load()), arguments, keywords)
        case _:
            pass


def is_none(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value is None


def shown(node: ast.AST) -> str:
    """A node on one line, as long as a reader needs to find it."""
    if isinstance(node, ast.If):
        return f"if {ast.unparse(node.test)}: …"
    if isinstance(node, ast.comprehension):
        return ast.unparse(node).strip()
    written = " ".join(ast.unparse(ast.fix_missing_locations(deepcopy(node))).split())
    return written if len(written) <= LONGEST else f"{written[: LONGEST - 1]}…"


LONGEST = 100
