"""Build every form in resources/forms: `python -m app.forms.authoring.build [--validate]`.

Each folder with a survey.csv gets `<folder>.xlsx` for authors and `form.xml` for the engine. Exit code 1 when a form
has an error; nothing is written for that form.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app import resources
from app.forms.authoring import lint, tables, xlsform
from app.forms.authoring.errors import AuthoringError
from app.forms.authoring.finding import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What the sources of one form give: what must be mended, and the two files when there is nothing of that."""

    findings: tuple[Finding, ...]
    files: dict[str, bytes]


def folders(root: Path) -> Iterator[Path]:
    """Find the folders under `root` that hold a form's source tables."""
    return iter(sorted(path.parent for path in root.glob("*/survey.csv")))


def build(folder: Path, *, validate: bool = False) -> Built:
    """Build one form in memory. Raises: AuthoringError."""
    form = tables.read_folder(folder)
    findings = tuple(lint.check(form))
    if findings:
        return Built(findings=findings, files={})
    book = xlsform.workbook(form)
    xml = xlsform.xform(book, validate=validate)
    return Built(findings=findings, files={f"{folder.name}.xlsx": book, "form.xml": xml.encode()})


def main(arguments: Sequence[str] | None = None) -> int:
    """Build all forms and say what was found; return the exit code."""
    asked = argparse.ArgumentParser(description="Build the forms from their source tables.")
    asked.add_argument("--validate", action="store_true", help="also ask ODK Validate (needs Java)")
    asked.add_argument("--root", type=Path, default=resources.path("forms"))
    options = asked.parse_args(arguments)
    return max([_build_one(folder, options.validate) for folder in folders(options.root)], default=0)


def _build_one(folder: Path, validate: bool) -> int:
    try:
        built = build(folder, validate=validate)
    except AuthoringError as error:
        sys.stdout.write(f"{folder.name}: {error}\n")
        return 1
    for finding in built.findings:
        sys.stdout.write(f"{folder.name}: {finding}\n")
    for name, content in built.files.items():
        (folder / name).write_bytes(content)
        sys.stdout.write(f"{folder.name}/{name}: {len(content)} bytes\n")
    return 0 if built.files else 1


if __name__ == "__main__":
    raise SystemExit(main())
