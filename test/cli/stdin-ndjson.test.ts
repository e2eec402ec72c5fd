import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { linesOf } from "../../src/pipeline/lines/lines-of.ts";
import type { JsonFindingV1, JsonReportV1 } from "../../src/report/json/schema.ts";
import type { Sandbox } from "../support/cli.ts";
import { sandbox } from "../support/cli.ts";
import { frozenCli } from "../support/working-copy.ts";

const image = "mcr.microsoft.com/azureml";
const old = `FROM ${image}/minimal-ubuntu20.04-py38-cpu-inference:latest\n`;

let box: Sandbox;
beforeAll(() => {
  box = sandbox();
});
afterAll(() => {
  box.remove();
});

interface Answer {
  readonly path?: string;
  readonly findings?: readonly JsonFindingV1[];
  readonly notifications?: readonly object[];
  readonly line?: number;
  readonly error?: string;
}

function answers(input: string, args: readonly string[] = []) {
  const { status, stdout, stderr } = box.runWith(input, ["--stdin-ndjson", ...args]);
  const lines = stdout.split("\n").slice(0, -1);
  return { status, stderr, answers: lines.map((line) => JSON.parse(line) as Answer) };
}

const line = (path: string, text: string): string => `${JSON.stringify({ path, text })}\n`;

describe("--stdin-ndjson", () => {
  test("answers in order, with the findings of the JSON report", () => {
    const texts = {
      "a/Dockerfile": old,
      "b.yaml": `image: ${image}/minimal-py312-inference:20250219.v1\n`,
    };
    for (const [path, text] of Object.entries(texts)) box.write(path, text);
    const report = JSON.parse(
      box.run(["--no-config", "--format", "json", ...Object.keys(texts)]).stdout,
    ) as JsonReportV1;
    const input = Object.entries(texts).map(([path, text]) => line(path, text));
    const { status, answers: got } = answers(input.join(""));
    expect(status).toBe(1);
    expect(got.map(({ path }) => path)).toEqual(Object.keys(texts));
    expect(got.flatMap(({ findings = [] }) => findings)).toEqual(report.findings);
    expect(got.every(({ notifications }) => notifications?.length === 0)).toBe(true);
  });

  test("says what is wrong with a line, goes on, and ends with exit code 2", () => {
    const bad = [
      "{",
      "[]",
      '{"text": ""}',
      '{"path": "", "text": ""}',
      '{"path": "a"}',
      '{"path": "a", "text": 1}',
    ];
    const { status, answers: got } = answers(`${bad.join("\n")}\n${line("Dockerfile", old)}`);
    expect(status).toBe(2);
    expect(got.slice(0, -1)).toEqual([
      { line: 1, error: "it is not JSON" },
      { line: 2, error: 'it is not an object with "path" and "text"' },
      { line: 3, error: '"path" must be the name of a file' },
      { line: 4, error: '"path" must be the name of a file' },
      { line: 5, error: '"text" must be a text' },
      { line: 6, error: '"text" must be a text' },
    ]);
    expect(got.at(-1)?.findings?.length).toBeGreaterThan(0);
  });

  test("a text that cannot be checked is exit code 2", () => {
    const { status, answers: got } = answers(line("x.unknown", "hello"));
    expect(status).toBe(2);
    expect(got).toMatchObject([{ path: "x.unknown", notifications: [{ id: "unknown-kind" }] }]);
  });

  test.each([
    "/mnt/x/Dockerfile",
    "abfss://c@account.dfs.core.windows.net/a/Dockerfile",
    "https://example.com/a//b/Dockerfile",
    "./a/Dockerfile",
    "a/../b/Dockerfile",
    "../a/Dockerfile",
    "a//Dockerfile",
    "C:\\a\\x.dockerfile",
    "C:/a/Dockerfile",
  ])("answers %s with the path that it was sent", (path) => {
    const text = `# inferlint: ignore[eol-os] -- why\n${old}USER root\n`;
    const { status, answers: got } = answers(line(path, text));
    expect(status).toBe(1);
    const [{ path: own, findings = [] } = {}] = got;
    expect(own).toBe(path);
    expect(findings.map(({ ruleId }) => ruleId)).toContain("eol-python");
    const paths = findings.flatMap((one) => [
      ...[one.path, one.suppressed?.path ?? path],
      ...one.related.map((related) => related.path),
    ]);
    expect(new Set(paths)).toEqual(new Set([path]));
    expect(findings.some(({ suppressed }) => suppressed !== undefined)).toBe(true);
  });

  test("answers with the path that it was sent where it cannot check the text", () => {
    const [answer] = answers(line("./x.unknown", "hello")).answers;
    expect(answer).toMatchObject({
      path: "./x.unknown",
      notifications: [{ id: "unknown-kind", path: "./x.unknown" }],
    });
  });

  test("applies patterns to the path without its detours", () => {
    box.write("b.yaml", "overrides: [{ files: [a/**], rules: { eol-os: off } }]\n");
    const [answer] = answers(line("./x/../a/Dockerfile", old), ["--config", "b.yaml"]).answers;
    expect(answer?.path).toBe("./x/../a/Dockerfile");
    expect(answer?.findings?.map(({ ruleId }) => ruleId)).not.toContain("eol-os");
  });

  test("answers a blank line as well", () => {
    const { status, answers: got } = answers(`\n \r\n${line("Dockerfile", old)}`);
    expect(status).toBe(2);
    expect(
      got.map(({ line: number, error, path }) => (error === undefined ? path : number)),
    ).toEqual([1, 2, "Dockerfile"]);
  });

  test("looks up no configuration, and respects --config and --policy", () => {
    box.write(
      ".inferlint.yaml",
      "rules: { eol-os: off, eol-python: off, unsupported-image: off }\n",
    );
    box.write(
      "given.yaml",
      "rules: { eol-os: off }\noverrides: [{ files: [a/**], rules: { eol-python: off } }]\n",
    );
    box.write(
      "policy.yaml",
      "rules: { eol-os: note, eol-python: warning, unsupported-image: note }\n",
    );
    const rulesOf = (args: readonly string[], path = "Dockerfile") =>
      answers(line(path, old), args).answers[0]?.findings?.map(({ ruleId, level }) => [
        ruleId,
        level,
      ]);
    expect(rulesOf([])).toEqual([
      ["eol-os", "error"],
      ["eol-python", "error"],
      ["unsupported-image", "error"],
    ]);
    expect(rulesOf(["--config", "given.yaml"])?.map(([id]) => id)).toEqual([
      "eol-python",
      "unsupported-image",
    ]);
    expect(rulesOf(["--config", "given.yaml"], "a/Dockerfile")?.map(([id]) => id)).toEqual([
      "unsupported-image",
    ]);
    expect(rulesOf(["--policy", "policy.yaml"])).toContainEqual(["eol-python", "warning"]);
    expect(answers(line("Dockerfile", old), ["--policy", "policy.yaml"]).status).toBe(0);
  });

  test("answers a line before it reads the next one", async () => {
    const child = spawn(process.execPath, [frozenCli, "--stdin-ndjson", "--as-of", "2026-11-23"]);
    const lines = createInterface({ input: child.stdout });
    for (let number = 0; number < 20; number++) {
      child.stdin.write(line(`${number}/Dockerfile`, old));
      // It would wait for ever for an answer that is held back.
      const [text] = (await once(lines, "line")) as [string];
      expect(JSON.parse(text)).toMatchObject({ path: `${number}/Dockerfile` });
    }
    child.stdin.end();
    expect(await once(child, "exit")).toEqual([1, null]);
  });

  test("takes no more than the reader of the answers does", async () => {
    const child = spawn(process.execPath, [frozenCli, "--stdin-ndjson", "--as-of", "2026-11-23"]);
    const long = line("Dockerfile", `${old}# ${"x".repeat(50_000)}\n`);
    let [taken, isFull] = [0, false];
    child.stdin.on("error", () => undefined);
    // Nobody reads the answers, so that the input has to stop before 100 MB.
    while (!isFull && taken < 2_000) {
      taken++;
      if (child.stdin.write(long)) continue;
      isFull = await Promise.race([
        once(child.stdin, "drain").then(() => false),
        new Promise<boolean>((done) => setTimeout(done, 3_000, true)),
      ]);
    }
    child.kill();
    expect(isFull).toBe(true);
  });

  test.each([
    [["."], "takes no path (.)"],
    [["--format", "json"], "--stdin-ndjson and --format exclude each other"],
    [["--fix"], "--stdin-ndjson and --fix exclude each other"],
    [["--shard", "1/2"], "--stdin-ndjson and --shard exclude each other"],
    [["--baseline", "x.json"], "--stdin-ndjson and --baseline exclude each other"],
  ])("is refused with %s", (args, message) => {
    const { status, stderr } = answers("", args);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });
});

describe("lines", () => {
  async function read(parts: readonly string[], max = 100): Promise<unknown[]> {
    // eslint-disable-next-line @typescript-eslint/require-await
    async function* input() {
      for (const part of parts) yield Buffer.from(part);
    }
    const lines: unknown[] = [];
    for await (const { line: number, bytes } of linesOf(input(), max))
      lines.push([number, bytes?.toString() ?? null]);
    return lines;
  }

  test("come across parts, with their numbers, the last one without an end too", async () => {
    expect(await read(["a", "b\ncd\n", "\n \r\n", "e"])).toEqual([
      [1, "ab"],
      [2, "cd"],
      [3, ""],
      [4, " \r"],
      [5, "e"],
    ]);
    expect(await read([])).toEqual([]);
    expect(await read(["a\n"])).toEqual([[1, "a"]]);
  });

  test("that are too long are not held", async () => {
    expect(await read(["aaa", "aaa", "a\nb\n", "cccccc"], 5)).toEqual([
      [1, null],
      [2, "b"],
      [3, null],
    ]);
  });
});
