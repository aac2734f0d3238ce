"""What the tables of a form say: the paths of its questions, its names and codes."""

from collections.abc import Iterator

from app.forms.authoring.tables import Tables


def paths_of(form: Tables) -> Iterator[tuple[str, str]]:
    """Give each question's name with its path; the first instance stands for a repeat."""
    at = ["/data"]
    for row in form["survey"]:
        if row["type"].startswith("end"):
            at.pop()
            continue
        if row["type"].startswith("begin"):
            at.append(row["name"] + ("[1]" if row["type"].endswith("repeat") else ""))
        else:
            yield row["name"], "/".join([*at, row["name"]])


def ids(form: Tables) -> Iterator[str]:
    """Give every path with its type, and every answer's code with its points."""
    path = ["/data"]
    for row in form["survey"]:
        if row["type"].startswith("end"):
            path.pop()
            continue
        here = "/".join([*path, row["name"]])
        yield f"{here} {row['type']} {row['bind::type']}".strip()
        if row["type"].startswith("begin"):
            path.append(row["name"])
    for row in form["choices"]:
        yield f"{row['list_name']}: {row['name']} {row['score']}".strip()
