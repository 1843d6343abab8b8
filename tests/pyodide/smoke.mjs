// Loads CPython from npm's pyodide, unpacks the wheels into it, runs smoke.py, and exits with its verdict.
import { readFile, readdir } from "node:fs/promises";
import { loadPyodide } from "pyodide";

const pyodide = await loadPyodide();
for (const name of await readdir("wheels")) {
  pyodide.unpackArchive(new Uint8Array(await readFile(`wheels/${name}`)), "wheel");
}
pyodide.FS.writeFile("cases.json", new Uint8Array(await readFile("cases.json")));
process.exit(await pyodide.runPythonAsync(await readFile("smoke.py", "utf8")));
