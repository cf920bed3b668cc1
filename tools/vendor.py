"""Copy the pinned front-end files out of npm packages into the tree, so that users need neither npm nor a network.

Run after changing package.json or tools/icons.txt: ``python tools/vendor.py``. The result is committed.
"""

import gzip
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "src/amends/web/static/vendor"
TESTS = ROOT / "tests/vendor"
ICONS = ROOT / "tools/icons.txt"
SOURCE_MAP = re.compile(r"\n?/[/*]# sourceMappingURL=[^\n]*?(\*/)?\s*$")
DRAWING = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)
BACKGROUND = re.compile(r'<path stroke="none" d="M0 0h24v24H0z" fill="none"\s*/>')

# from (inside node_modules) -> to
FILES = {
    "@tabler/core/dist/css/tabler.min.css": STATIC / "tabler.min.css",
    "htmx.org/dist/htmx.min.js": STATIC / "htmx.min.js",
    "htmx.org/LICENSE": STATIC / "LICENSE-htmx.txt",
    "@fontsource-variable/inter/LICENSE": STATIC / "LICENSE-inter.txt",
    "@alpinejs/csp/dist/cdn.min.js": STATIC / "alpine-csp.min.js",
    "@tabler/icons/LICENSE": STATIC / "LICENSE-tabler-icons.txt",
    "axe-core/axe.min.js": TESTS / "axe.min.js",
    "axe-core/LICENSE": TESTS / "LICENSE-axe-core.txt",
}

FONT = "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2"


def install(directory: Path) -> Path:
    """Install exactly what package-lock.json names; no package scripts run."""
    for name in ("package.json", "package-lock.json"):
        shutil.copy(ROOT / name, directory)
    subprocess.run(
        ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        cwd=directory,
        check=True,
    )
    return directory / "node_modules"


def copy_files(modules: Path) -> None:
    """Copy each file; source maps are cut off because hashed static storage would look for them."""
    for source, target in FILES.items():
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(SOURCE_MAP.sub("", (modules / source).read_text("utf-8")) + "\n", "utf-8")
    shutil.copy(modules / FONT, STATIC / "inter.woff2")


def compress() -> None:
    """Write a compressed twin beside each big file; the server prefers it where the browser can read it."""
    for file in sorted(STATIC.iterdir()):
        if file.suffix in {".css", ".js", ".svg"}:
            file.with_name(file.name + ".gz").write_bytes(gzip.compress(file.read_bytes(), 9, mtime=0))


def icon_names() -> list[str]:
    lines = ICONS.read_text("utf-8").splitlines()
    return sorted({line.strip() for line in lines if line.strip() and not line.startswith("#")})


def sprite(modules: Path) -> str:
    """Make one SVG file with a symbol for each icon named in tools/icons.txt."""
    symbols = []
    for name in icon_names():
        path = modules / "@tabler/icons/icons/outline" / f"{name}.svg"
        if not path.exists():
            sys.exit(f"tools/icons.txt names {name}, which Tabler does not have")
        found = DRAWING.search(path.read_text("utf-8"))
        assert found is not None, name
        drawing = " ".join(BACKGROUND.sub("", found.group(1)).split())
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{drawing}</symbol>')
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"


def main() -> None:
    with tempfile.TemporaryDirectory() as directory:
        modules = install(Path(directory))
        copy_files(modules)
        (STATIC / "icons.svg").write_text(sprite(modules), "utf-8")
    compress()


if __name__ == "__main__":
    main()
