import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { conciseReporter } from "../src/report/concise.ts";
import { renderRun } from "../src/report/report-run.ts";
import { examples } from "./support/documents.ts";
import { realProgramsRequired } from "./support/real-programs.ts";
import { hostileRun, hostileTexts } from "./support/report-corpus.ts";
import {
  bareEnvironment,
  frozenCli,
  projectRoot,
  run,
  temporaryDirectory,
} from "./support/working-copy.ts";

// docs/editors.md: editors read every finding of the format concise, and nothing else of it.

const page = ["docs/editors.md"];
const directory = temporaryDirectory();
const asOf = ["--as-of", "2026-11-23"];
const environment = bareEnvironment({ NO_COLOR: "1" });

/** A finding as an editor has it. */
interface Problem {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly level: string;
  readonly text: string;
}

let problems: readonly Problem[] = [];
let lines: readonly string[] = [];

beforeAll(() => {
  cpSync(join(projectRoot, "fixtures/examples"), directory, { recursive: true });
  const check = (...args: readonly string[]): string =>
    run(process.execPath, [frozenCli, ...asOf, ...args], { cwd: directory, env: environment })
      .stdout;
  const { findings } = JSON.parse(check("--format", "json")) as {
    findings: {
      path: string;
      ruleId: string;
      level: string;
      region: { startLine: number; startColumn: number };
      short: string;
      confidence: string;
    }[];
  };
  problems = findings.map(({ path, ruleId, level, region, short, confidence }) => ({
    path,
    line: region.startLine,
    column: region.startColumn,
    level,
    // A confidence that is not high is part of the line.
    text: `${ruleId}: ${short}${confidence === "high" ? "" : ` (${confidence} confidence)`}`,
  }));
  lines = check("--format", "concise").trimEnd().split("\n");
});
afterAll(() => {
  rmSync(directory, { recursive: true });
});

test("there are findings of all levels, and lines that are none", () => {
  expect(new Set(problems.map(({ level }) => level))).toEqual(
    new Set(["error", "warning", "note"]),
  );
  expect(lines.length).toBeGreaterThan(problems.length);
});

/** The problems that Visual Studio Code has of some lines: it is written in JavaScript, so this is how it reads them. */
function matched(text: readonly string[]): readonly Problem[] {
  const [settings = ""] = examples("json vscode", page);
  const { tasks } = JSON.parse(settings) as {
    tasks: {
      problemMatcher: {
        pattern: Record<"file" | "line" | "column" | "severity" | "code" | "message", number> & {
          regexp: string;
        };
      };
    }[];
  };
  const [{ problemMatcher } = { problemMatcher: null }] = tasks;
  if (!problemMatcher) throw new Error("docs/editors.md has no problem matcher");
  const { regexp, ...groups } = problemMatcher.pattern;
  const pattern = new RegExp(regexp);
  return text.flatMap((line): readonly Problem[] => {
    const match = pattern.exec(line);
    if (!match) return [];
    const part = (name: keyof typeof groups): string => match[groups[name]] ?? "";
    return [
      {
        path: part("file"),
        line: Number(part("line")),
        column: Number(part("column")),
        level: part("severity"),
        text: `${part("code")}: ${part("message")}`,
      },
    ];
  });
}

describe("the problem matcher of Visual Studio Code", () => {
  test("finds each finding, and no other line", () => {
    expect(matched(lines)).toEqual(problems);
  });

  test.each(hostileTexts)("finds as many problems as there are with %j", (text) => {
    const count = (own: string): number =>
      matched(renderRun(conciseReporter, hostileRun(own), { quiet: true }).split("\n")).length;
    expect(count("harmless")).toBeGreaterThan(0);
    expect(count(text)).toBe(count("harmless"));
  });
});

// What is missing has no output at all.
const { stdout: vimVersion } = spawnSync("vim", ["--version"], { encoding: "utf8" }) as {
  stdout: string | null;
};
const hasVim = vimVersion?.includes("+quickfix") === true;

describe.skipIf(!hasVim && !realProgramsRequired)("Vim", () => {
  test("has each finding in its quickfix list after :make, and no other line", () => {
    const programs = join(directory, ".programs");
    const settings = join(directory, ".settings.vim");
    const list = join(directory, ".list.json");
    const [vim = ""] = examples("vim", page);
    writeFileSync(
      settings,
      `${vim}silent make!\ncall writefile([json_encode(map(getqflist(), {_, one -> extend(one, {'path': bufname(one.bufnr)})}))], '${list}')\nqall!\n`,
    );
    mkdirSync(programs);
    const program = join(programs, "inferlint");
    writeFileSync(
      program,
      `#!/bin/sh\nexec '${process.execPath}' '${frozenCli}' ${asOf.join(" ")} "$@"\n`,
    );
    chmodSync(program, 0o755);
    const { status, stderr } = spawnSync(
      "vim",
      ["-N", "-u", "NONE", "-i", "NONE", "-e", "-s", "-S", settings],
      {
        cwd: directory,
        env: { ...environment, PATH: `${programs}${delimiter}${process.env["PATH"] ?? ""}` },
        encoding: "utf8",
        stdio: ["ignore", "pipe", "pipe"],
        timeout: 60_000,
      },
    );
    expect(status, stderr).toBe(0);
    const entries = JSON.parse(readFileSync(list, "utf8")) as {
      path: string;
      lnum: number;
      col: number;
      type: string;
      text: string;
      valid: number;
    }[];
    const levels: Readonly<Record<string, string>> = { e: "error", w: "warning", n: "note" };
    expect(
      entries.map(({ path, lnum: line, col: column, type, text }) => ({
        ...{ path, line, column, text: text.trim() },
        level: levels[type.toLowerCase()],
      })),
    ).toEqual(problems);
    expect(entries.every(({ valid }) => valid === 1)).toBe(true);
  });
});
