"""Run every bench one after the other: `python -m bench [NAME…]`."""

import importlib
import pkgutil
import sys

import bench


def modules(wanted: list[str]) -> list[str]:
    """Return the names of the benches to run: those named, or all that have a `main`."""
    found = sorted(one.name for one in pkgutil.iter_modules(bench.__path__) if not one.name.startswith("_"))
    return [name for name in found if not wanted or name in wanted]


def main() -> None:
    """Run them."""
    wanted, sys.argv[1:] = sys.argv[1:], []
    for name in modules(wanted):
        module = importlib.import_module(f"bench.{name}")
        if hasattr(module, "main"):
            print(f"== {name}", flush=True)
            module.main()


if __name__ == "__main__":
    main()
