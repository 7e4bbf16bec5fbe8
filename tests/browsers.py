"""A headless Chromium and a checker of access for the tests that need a real page; a word where they are missing."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
AXE = Path("axe-core") / "axe.min.js"
RULES = "['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']"


def open_browser() -> Any:
    """A browser window of 1300 by 1000; the test is skipped where there is none."""
    webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    driver = shutil.which("chromedriver")
    if not (chromium and driver):
        pytest.skip("no Chromium with chromedriver on this machine")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for flag in (
        "headless=new",
        "no-sandbox",
        "disable-gpu",
        "disable-dev-shm-usage",
        "window-size=1300,1000",
    ):
        options.add_argument(f"--{flag}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))


def resize(page: Any, width: int, height: int = 1000) -> None:
    """Lay the page out for a screen of ``width`` CSS pixels; a headless window alone is never narrower than 500."""
    page.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False},
    )


def axe_source() -> str:
    """The checker's source, from the build folder, fetched by npm where it is not there yet."""
    for folder in (os.environ.get("RAPPORTEUR_AXE", ""), str(ROOT / "build" / "node_modules")):
        if folder and (Path(folder) / AXE).is_file():
            return (Path(folder) / AXE).read_text(encoding="utf-8")
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("axe-core is not at hand and npm is not installed")
    call = [
        npm,
        "install",
        "--prefix",
        str(ROOT / "build"),
        "--no-save",
        "--no-audit",
        "--no-fund",
        "axe-core@4",
    ]
    subprocess.run(call, check=False, capture_output=True, timeout=120)
    file = ROOT / "build" / "node_modules" / AXE
    if not file.is_file():
        pytest.skip("axe-core could not be fetched with npm")
    return file.read_text(encoding="utf-8")


def violations(page: Any, axe: str) -> list[str]:
    """What the checker finds on the page, a line for each rule that is broken."""
    page.execute_script(axe + "; window.axe = axe;")
    found: list[str] = page.execute_async_script(
        f"const done = arguments[0]; axe.run(document, {{runOnly: {RULES}}})"
        ".then(r => done(r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html.slice(0, 120)).join(' | '))))"
    )
    return found


def complaints(page: Any) -> list[str]:
    """What the browser refused or could not load since this was asked last."""
    return [str(entry["message"]) for entry in page.get_log("browser") if entry["level"] == "SEVERE"]
