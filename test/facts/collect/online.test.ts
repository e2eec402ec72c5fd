import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { chmodSync, writeFileSync } from "node:fs";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { bareEnvironment, projectRoot } from "../../support/working-copy.ts";
import { Workplace } from "./made-sources.ts";

interface File {
  readonly filename: string;
  readonly yanked?: boolean | string;
  readonly "requires-python"?: string;
  readonly "upload-time"?: string;
}

const time = "2026-11-13T08:39:21.197337Z";
const wheel = (name: string, more: Partial<File> = {}): File => ({
  filename: `${name}.whl`,
  "upload-time": time,
  ...more,
});

/** What a small PyPI lists; the packages that are not here have no files. */
const packages: Readonly<Record<string, readonly File[]>> = {
  torch: [
    wheel("torch-1.9.0-cp36-cp36m-manylinux1_x86_64"),
    wheel("torch-1.9.1-1-cp39-cp39-manylinux_2_17_x86_64.manylinux2014_x86_64"),
    wheel("torch-1.9.1-cp310-cp310-manylinux2014_aarch64"),
    wheel("torch-1.9.1-cp311-cp311-win_amd64"),
    wheel("torch-1.9.1-cp27-cp27mu-manylinux1_x86_64"),
    wheel("torch-1.10.0-cp310-cp310-manylinux1_x86_64", { yanked: "broken" }),
    wheel("torch-1.10.0-cp37-cp37m-manylinux1_x86_64", { yanked: false }),
    wheel("torch-2.2.0rc1-cp313-cp313-manylinux1_x86_64"),
    wheel("torch-2.2.0.post1-cp312-cp312-manylinux1_x86_64"),
    { filename: "torch-2.3.0.tar.gz", "upload-time": "2024-01-01T00:00:00Z" },
  ],
  mlflow: [
    wheel("mlflow-1.8.0-py3-none-any", { "requires-python": ">=3.5, !=3.0.*" }),
    wheel("mlflow-2.0.0-py3-none-any", { "requires-python": ">=3.8,<3.11" }),
    wheel("mlflow-3.0.0-py3-none-any", { "requires-python": ">=3.9.1,<=3.12" }),
  ],
  vllm: [wheel("vllm-0.9.0-cp38-abi3-manylinux1_x86_64")],
  xgboost: [wheel("xgboost-0.90-py2.py3-none-manylinux1_x86_64")],
};

interface Answer {
  readonly status: number;
  readonly body: string;
}

describe("npm run facts -- collect --online", () => {
  let place: Workplace;
  let asked: string[];
  let answer: (name: string) => Answer;
  let stop: () => Promise<void>;
  let url: string;

  beforeEach(async () => {
    place = new Workplace();
    asked = [];
    answer = (name) => ({ status: 200, body: JSON.stringify({ files: packages[name] ?? [] }) });
    const server = createServer((request, response) => {
      asked.push(`${request.url ?? ""} ${request.headers.accept ?? ""}`);
      const { status, body } = answer(/^\/simple\/([^/]+)\/$/.exec(request.url ?? "")?.[1] ?? "");
      response.writeHead(status, { "content-type": "application/vnd.pypi.simple.v1+json" });
      response.end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/simple`;
    stop = () =>
      new Promise((resolve) =>
        server.close(() => {
          resolve();
        }),
      );
    place.repository("azureml-examples").commit("2024-01-01", {
      a: "mcr.microsoft.com/azureml/minimal-py312-inference:20240101.v1",
      b: "mcr.microsoft.com/azureml/openmpi5.0-ubuntu24.04:20240101.v1",
    });
  });
  afterEach(async () => {
    await stop();
    place.remove();
  });

  it("reads for which versions of Python each release line has wheels", async () => {
    const { status } = await collect("--pypi", url, "--cli", refusing(place));
    expect(status).toBe(0);
    expect(place.collected("pypi")).toEqual({
      source: { name: "PyPI", asOf: "2026-11-13" },
      wheels: {
        ...{ lightgbm: {}, onnxruntime: {}, "scikit-learn": {}, tensorflow: {} },
        mlflow: {
          "1.8": { oldestPython: "3.5", newestPython: "3.12" },
          "2.0": { oldestPython: "3.8", newestPython: "3.10" },
          "3.0": { oldestPython: "3.9", newestPython: "3.12" },
        },
        torch: {
          "1.9": { oldestPython: "3.6", newestPython: "3.9" },
          "1.10": { oldestPython: "3.7", newestPython: "3.7" },
          "2.2": { oldestPython: "3.12", newestPython: "3.12" },
        },
        vllm: { "0.9": { oldestPython: "3.8", newestPython: "3.12" } },
        xgboost: { "0.90": { oldestPython: "3.0", newestPython: "3.12" } },
      },
    });
    expect(asked).toContain("/simple/torch/ application/vnd.pypi.simple.v1+json");
  });

  it("asks the index that pip is configured for, and writes its name nowhere", async () => {
    const { status, stderr } = await collectWith({ PIP_INDEX_URL: url }, "--cli", refusing(place));
    expect(status).toBe(0);
    expect(asked).toHaveLength(8);
    expect(place.text("pypi") + stderr).not.toContain("127.0.0.1");
  });

  it("keeps what is recorded where the index fails, and says so", async () => {
    const recorded = '{\n"source": {"name":"PyPI","asOf":"2026-01-01"}\n}\n';
    place.write("inputs/collected/pypi.json", recorded);
    const faults: readonly (readonly [Answer, string])[] = [
      [{ status: 503, body: "" }, "the index answered 503 for torch"],
      [{ status: 200, body: "<html>" }, "the index could not be asked for torch (SyntaxError)"],
      [{ status: 200, body: '{"files": 1}' }, "the index lists no files of torch"],
    ];
    for (const [fault, reason] of faults) {
      answer = (name) =>
        name === "torch" ? fault : { status: 200, body: JSON.stringify({ files: [] }) };
      const { status, stderr } = await collect("--pypi", url, "--cli", refusing(place));
      expect(status).toBe(0);
      expect(stderr).toContain(`pypi: ${reason}: what is recorded is kept\n`);
      expect(place.text("pypi")).toBe(recorded);
    }
  });

  it("keeps what is recorded without a network", async () => {
    await stop();
    const { status, stderr } = await collect("--pypi", url, "--cli", refusing(place));
    expect(status).toBe(0);
    expect(stderr).toContain(
      "pypi: the index could not be asked for lightgbm (ECONNREFUSED): nothing is recorded of it\n",
    );
  });

  it("asks nothing without --online", () => {
    expect(place.collect("--pypi", url).status).toBe(0);
    expect(asked).toEqual([]);
  });

  it("records what `inferlint facts update` answers about the inference images", async () => {
    const cli = program(
      place,
      `const at = process.argv.indexOf("--output") + 1;
       const { readdirSync, readFileSync, writeFileSync } = require("node:fs");
       const names = readdirSync(".").map((name) => readFileSync(name + "/Dockerfile", "utf8"));
       writeFileSync(process.argv[at], JSON.stringify({ args: process.argv.slice(2, 4), names }));`,
    );
    const { status, stderr } = await collect("--pypi", url, "--cli", cli);
    expect({ status, stderr: stderr.includes("registry:") }).toEqual({ status: 0, stderr: false });
    const { args, names } = place.collected("registry");
    expect(args).toEqual(["facts", "update"]);
    expect(names).toContain("FROM mcr.microsoft.com/azureml/minimal-py312-inference:latest\n");
    expect(names).toContain(
      "FROM mcr.microsoft.com/azureml/curated/foundation-model-serve:latest\n",
    );
    expect(JSON.stringify(names)).not.toContain("openmpi");
  });

  it("keeps what is recorded where the registry does not answer, and says why", async () => {
    place.write("inputs/collected/registry.json", "{}\n");
    const { status, stderr } = await collect("--pypi", url, "--cli", refusing(place));
    expect(status).toBe(0);
    expect(stderr).toContain("registry: it has no address in DNS: what is recorded is kept\n");
    expect(place.text("registry")).toBe("{}\n");
  });

  const collect = (...args: readonly string[]): ReturnType<typeof collectWith> =>
    collectWith({}, ...args);

  /** Without blocking, since the index is in this process. */
  function collectWith(
    env: Readonly<Record<string, string>>,
    ...args: readonly string[]
  ): Promise<{ readonly status: number | null; readonly stderr: string }> {
    const command = ["scripts/facts.mjs", "collect", "--online", "--from", place.sources];
    const child = spawn(process.execPath, [...command, "--inputs", place.inputs, ...args], {
      cwd: projectRoot,
      env: bareEnvironment({ HTTP_PROXY: "", http_proxy: "", ...env }),
      stdio: ["ignore", "ignore", "pipe"],
    });
    let stderr = "";
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    return new Promise((resolve) => {
      child.on("close", (status) => {
        resolve({ status, stderr });
      });
    });
  }
});

function program(place: Workplace, text: string): string {
  const file = join(place.location, "inferlint.cjs");
  writeFileSync(file, text);
  chmodSync(file, 0o755);
  return file;
}

/** An inferlint that gets no answer from the registry. */
const refusing = (place: Workplace): string =>
  program(
    place,
    `console.error("inferlint: warning: it has no address in DNS");
     console.error("inferlint: error: facts.json was not written");
     process.exitCode = 2;`,
  );
