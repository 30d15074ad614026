"""One journey through the panel's file in a real Chromium, told as JSON. Run by itself: tests may open no socket.

python -m tests.panel.browser_child page.html axe.min.js folder-for-downloads [passphrase] [--pictures]
"""

from __future__ import annotations

import base64
import http.client
import json
import socket
import subprocess
import sys
import time
from pathlib import Path

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
KEYS = {"Right": "\ue014", "Tab": "\ue004", "Enter": "\ue007", "End": "\ue010", "Home": "\ue011"}
CLOSER = "document.getElementById"


class Browser:
    """The few words of the WebDriver protocol that the journey needs."""

    def __init__(self, downloads: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        self._driver = subprocess.Popen(
            ["chromedriver", f"--port={self._port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        options = {
            "args": [
                "--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1280,900", "--disable-dev-shm-usage",
                "--disable-background-networking", "--no-first-run",
            ],
            "prefs": {"download.default_directory": str(downloads), "download.prompt_for_download": False},
        }  # fmt: skip
        wanted = {
            "browserName": "chrome",
            "goog:chromeOptions": options,
            "goog:loggingPrefs": {"performance": "ALL", "browser": "ALL"},
        }
        for _ in range(100):
            try:
                self._session = ""
                self._session = (
                    "/session/" + self._ask("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})["sessionId"]
                )
                break
            except ConnectionRefusedError:
                time.sleep(0.1)

    def _ask(self, how: str, path: str, told: object = None) -> object:
        line = http.client.HTTPConnection("127.0.0.1", self._port, timeout=120)
        line.request(
            how,
            self._session + path if path != "/session" or self._session else path,
            json.dumps(told or {}) if how == "POST" else None,
        )
        answer = json.loads(line.getresponse().read())["value"]
        line.close()
        if isinstance(answer, dict) and "error" in answer:
            raise RuntimeError(answer["message"][:400])
        return answer

    def go(self, page: Path) -> None:
        self._ask("POST", "/url", {"url": page.resolve().as_uri()})

    def run(self, script: str, *args: object) -> object:
        return self._ask("POST", "/execute/sync", {"script": script, "args": list(args)})

    def wait(self, script: str, *args: object) -> object:
        return self._ask("POST", "/execute/async", {"script": script, "args": list(args)})

    def until(self, condition: str, seconds: float = 20) -> None:
        end = time.time() + seconds
        while not self.run(f"return Boolean({condition})"):
            if time.time() > end:
                raise RuntimeError(f"never true: {condition}")
            time.sleep(0.05)

    def keys(self, *typed: str) -> None:
        steps = [step for key in typed for step in ({"type": "keyDown", "value": key}, {"type": "keyUp", "value": key})]
        self._ask("POST", "/actions", {"actions": [{"type": "key", "id": "k", "actions": steps}]})

    def type_into(self, css: str, words: str) -> None:
        found = self._ask("POST", "/element", {"using": "css selector", "value": css})
        self._ask("POST", f"/element/{found[ELEMENT]}/value", {"text": words})

    def log(self, sort: str) -> list:
        return self._ask("POST", "/se/log", {"type": sort})

    def picture(self, to: Path) -> None:
        to.write_bytes(base64.b64decode(self._ask("GET", "/screenshot")))

    def size(self, width: int, height: int) -> None:
        self._ask("POST", "/window/rect", {"width": width, "height": height})

    def end(self) -> None:
        try:
            self._ask("DELETE", "")
        finally:
            self._driver.terminate()
            self._driver.wait(10)


AXE = """
const done = arguments[arguments.length - 1];
axe.run(document, {runOnly: {type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}})
  .then((found) => done(found.violations.map((v) => v.id + ": " + v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(" | "))));
"""


def requests_in(log: list) -> list[str]:
    asked = []
    for line in log:
        message = json.loads(line["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            asked.append(message["params"]["request"]["url"][:80])
    return [each for each in asked if not each.startswith("data:")]  # the browser's own pictures of its buttons


def journey(page: Path, axe: Path, downloads: Path, passphrase: str, pictures: bool, rules: bool = True) -> dict:
    browser, told = Browser(downloads), {}
    try:
        browser.go(page)
        if passphrase:
            told["shown_before"] = browser.run("return document.body.innerText")
            browser.type_into("#passphrase", "not the passphrase at all")
            browser.run("document.getElementById('unlock').click()")
            browser.until("document.getElementById('lock-said').textContent.includes('not the passphrase')")
            browser.run("document.getElementById('passphrase').value = ''")
            browser.type_into("#passphrase", passphrase)
            browser.run("document.getElementById('unlock').click()")
        browser.until("!document.getElementById('whole').hidden && document.querySelectorAll('tbody tr').length")
        told["first_paint_ms"] = browser.run(
            "return (performance.getEntriesByName('first-contentful-paint')[0] || {startTime: -1}).startTime"
        )
        told["shown"] = browser.run("return document.getElementById('shown').textContent")
        told["options"] = browser.run("return document.querySelectorAll('#drawing [role=option]').length")
        told["scripts"] = browser.run("return document.scripts.length")
        told["made"] = browser.run(
            "return [...document.querySelectorAll('main *')].filter((e) => ['IMG','IFRAME','A','SCRIPT'].includes(e.tagName) && !e.closest('.skip')).length"
        )
        if rules:
            browser.run(axe.read_text("utf-8"))
        told["violations"] = {"light": browser.wait(AXE) if rules else []}
        if pictures:
            browser.picture(downloads / "panel-light.png")
        told["keys"] = _keyboard(browser)
        browser.run("document.getElementById('look').click()")
        told["violations"]["dark"] = browser.wait(AXE) if rules else []
        if pictures:
            browser.picture(downloads / "panel-dark.png")
            browser.size(390, 844)
            time.sleep(0.3)
            browser.picture(downloads / "panel-phone.png")
            browser.size(1280, 900)
        told["filtered"] = _filter(browser)
        told["saved"] = _comment(browser, downloads)
        told["requests"] = requests_in(browser.log("performance"))
        told["errors"] = [line["message"][:200] for line in browser.log("browser") if line["level"] == "SEVERE"]
    finally:
        browser.end()
    return told


def _keyboard(browser: Browser) -> dict:
    """Into the drawing and along it by the arrows, reading what a screen reader would be told."""
    browser.run("document.getElementById('drawing').focus()")
    heard = []
    browser.keys(KEYS["Home"])
    for _ in range(3):
        browser.keys(KEYS["Right"])
        heard.append(browser.run(
            "const d = document.getElementById('drawing'); const a = document.getElementById(d.getAttribute('aria-activedescendant') || '');"
            "return a ? a.getAttribute('aria-label') : ''"
        ))  # fmt: skip
    before = browser.run("return document.querySelectorAll('#drawing [role=option]').length")
    browser.keys("+", "+", "+", "+")
    browser.until("true")
    browser.keys("0", KEYS["Enter"])
    focused = browser.run("return document.activeElement.id")
    detail = browser.run("return document.getElementById('detail').innerText")
    order = []
    browser.run("document.getElementById('title').focus()")
    for _ in range(14):
        browser.keys(KEYS["Tab"])
        order.append(browser.run("return document.activeElement.id || document.activeElement.tagName"))
    return {"heard": heard, "options": before, "focused": focused, "detail": detail, "order": order}


def _filter(browser: Browser) -> str:
    browser.type_into("#words", "zq-needle")
    browser.until("document.getElementById('shown').textContent.startsWith('Shown: 1 ')")
    told = browser.run("return document.getElementById('shown').textContent")
    browser.run("document.getElementById('clear').click()")
    return told


def _comment(browser: Browser, downloads: Path) -> str:
    browser.run("document.querySelector('tbody button').click()")
    browser.type_into("#detail textarea", "Was the health visitor told? <b>No</b>")
    browser.run("document.querySelector('#detail button.main').click()")
    browser.run("document.getElementById('day').value = '2013-03-14'; document.getElementById('on-day').click()")
    browser.type_into("#day-form textarea", "Nobody rang on this day.")
    browser.run("document.querySelector('#day-form button').click()")
    browser.type_into("#author", "Panel Member One")
    browser.run("document.getElementById('save').click()")
    end = time.time() + 15
    while not (found := [each for each in downloads.glob("*.json")]) and time.time() < end:
        time.sleep(0.05)
    return str(found[0]) if found else ""


if __name__ == "__main__":
    words = [each for each in sys.argv[1:] if not each.startswith("--")]
    passphrase = words[3] if len(words) > 3 else ""
    told = journey(
        Path(words[0]),
        Path(words[1]),
        Path(words[2]),
        passphrase,
        "--pictures" in sys.argv,
        "--without-rules" not in sys.argv,
    )
    print(json.dumps(told))
