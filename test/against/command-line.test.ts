import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Change } from "../support/change.ts";
import { applyTo, makeChange, said } from "../support/change.ts";
import { runCli, startCli } from "../support/run-cli.ts";
import { git } from "../support/working-copy.ts";
import { bad, current, ended, files, old } from "./ways/way.ts";

let change: Change;
const held = bad.replace("USER", "# inferlint: ignore[root-user] until=2026-12-10 -- SEC-1\nUSER");

beforeAll(() => {
  change = makeChange(
    { ...files, "tools/README.md": "" },
    { "serve/Dockerfile": bad, "tools/new/Dockerfile": held },
  );
});
afterAll(() => {
  change.remove();
});

describe("reports", () => {
  test("JSON has the state of every finding, and counts what the base has", async () => {
    const { stdout, status } = await runCli(
      ["--as-of", "2026-11-23", "--format", "json", "--show-suppressed", "--against", change.base],
      { cwd: change.root },
    );
    const report = JSON.parse(stdout) as {
      summary: { existing: number; errors: number; suppressed: number };
      against: object;
      findings: readonly { ruleId: string; path: string; baselineState: string }[];
    };
    expect(status).toBe(1);
    expect(report.against).toEqual({ ref: change.base, commit: change.base });
    const states = new Map(
      report.findings.map((one) => [`${one.ruleId} ${one.path}`, one.baselineState]),
    );
    expect(Object.fromEntries(states)).toEqual({
      "eol-os legacy/Dockerfile": "unchanged",
      "eol-python legacy/Dockerfile": "unchanged",
      "unsupported-image legacy/Dockerfile": "unchanged",
      "root-user legacy/Dockerfile": "unchanged",
      "root-user serve/Dockerfile": "new",
      "root-user tools/new/Dockerfile": "new",
      "new-exception tools/new/Dockerfile": "new",
    });
    expect(report.summary).toMatchObject({ existing: 4, errors: 1, suppressed: 1 });
  });

  test("every result of SARIF has a baselineState", async () => {
    const { stdout } = await runCli(
      ["--as-of", "2026-11-23", "--format", "sarif", "--show-suppressed", "--against", change.base],
      { cwd: change.root },
    );
    const { runs } = JSON.parse(stdout) as {
      runs: readonly { results: readonly { ruleId: string; baselineState?: string }[] }[];
    };
    const [run] = runs;
    const states = run?.results.map(({ baselineState }) => baselineState);
    expect(states?.toSorted()).toEqual([
      "new",
      "new",
      "new",
      ...Array<string>(4).fill("unchanged"),
    ]);
  });

  test("text says in one line what is not from the change", async () => {
    const { stdout } = await runCli(["--as-of", "2026-11-23", "--against", change.base], {
      cwd: change.root,
    });
    expect(stdout).toContain("4 existing findings, not from this change");
    expect(stdout).not.toContain("legacy/Dockerfile");
  });
});

describe("paths", () => {
  test.each([
    {
      where: "from a folder that the base lacks",
      cwd: "tools/new",
      args: [],
      lines: ["new-exception Dockerfile:3"],
      exit: 0,
    },
    {
      where: "one file",
      cwd: "",
      args: ["serve/Dockerfile"],
      lines: ["root-user serve/Dockerfile:3"],
      exit: 1,
    },
    {
      where: "a file that the base lacks, and one that did not change",
      cwd: "",
      args: ["tools/new/Dockerfile", "legacy"],
      lines: ["new-exception tools/new/Dockerfile:3"],
      exit: 0,
    },
    {
      where: "a file above the working directory",
      cwd: "tools",
      args: ["../serve"],
      lines: ["root-user ../serve/Dockerfile:3"],
      exit: 1,
    },
    {
      where: "a pattern",
      cwd: "",
      args: ["ser*/Dockerfile"],
      lines: ["root-user serve/Dockerfile:3"],
      exit: 1,
    },
  ])("$where", async ({ cwd, args, lines, exit }) => {
    const outcome = await said(join(change.root, cwd), ["--against", change.base, ...args]);
    expect(outcome).toEqual({ exit, lines });
  });

  test("the root of the run is a submodule", async () => {
    const outer = makeChange({ "README.md": "" }, {});
    try {
      git(
        outer.root,
        "-c",
        "protocol.file.allow=always",
        "submodule",
        "--quiet",
        "add",
        change.root,
        "models",
      );
      const root = join(outer.root, "models");
      const outcome = await said(join(root, "serve"), ["--against", change.base]);
      expect(outcome).toEqual({ exit: 1, lines: ["root-user Dockerfile:3"] });
    } finally {
      outer.remove();
    }
  });

  test("a repository that is no submodule is compared with nothing", async () => {
    const outer = makeChange(files, {});
    try {
      const nested = join(outer.root, "clone");
      mkdirSync(nested);
      git(nested, "init", "--quiet");
      applyTo(nested, { Dockerfile: bad });
      const outcome = await said(outer.root, ["--against", outer.base]);
      expect(outcome).toEqual({ exit: 1, lines: ["root-user clone/Dockerfile:3"] });
    } finally {
      outer.remove();
    }
  });
});

describe("the folder for trees of the base", () => {
  const run = (args: readonly string[], temporary: string) =>
    startCli(["--as-of", "2026-11-23", ...args], { cwd: change.root, env: { TMPDIR: temporary } });

  test.each([
    { end: "new findings", args: () => ["--against", change.base] },
    { end: "no such base", args: () => ["--against", "refs/heads/none"] },
    { end: "nothing new", args: () => ["--against", "HEAD"] },
  ])("is removed: $end", async ({ args }) => {
    const temporary = mkdtempSync(join(change.outside, "tmp-"));
    await run(args(), temporary).ended;
    expect(readdirSync(temporary)).toEqual([]);
  });

  test("is removed: SIGTERM", async () => {
    // Enough files that the run does not end first.
    const large = makeChange(
      Object.fromEntries(
        Array.from({ length: 400 }, (_, at) => [`a/${at}/Dockerfile`, `${old}# ${at}\n`]),
      ),
      { ".inferlint.yaml": "failOn: warning\n" },
    );
    const temporary = mkdtempSync(join(large.outside, "tmp-"));
    try {
      const started = startCli(["--against", large.base], {
        cwd: large.root,
        env: { TMPDIR: temporary },
      });
      while (readdirSync(temporary).length === 0) await new Promise((done) => setTimeout(done, 5));
      started.kill("SIGTERM");
      await started.ended;
      expect(readdirSync(temporary)).toEqual([]);
    } finally {
      large.remove();
    }
  });

  test("is not in what is checked", async () => {
    const outer = makeChange(files, {});
    try {
      for (const against of ["HEAD", `${change.root}/`]) {
        const temporary = join(outer.root, "tmp");
        mkdirSync(temporary, { recursive: true });
        const { exit, lines } = await said(outer.root, ["--against", against], {
          TMPDIR: temporary,
        });
        expect({ exit, lines }).toEqual({
          exit: 2,
          lines: [expect.stringContaining("set TMPDIR")],
        });
        rmSync(temporary, { recursive: true });
      }
    } finally {
      outer.remove();
    }
  });
});

test("a directory is a base like a commit", async () => {
  const base = join(change.outside, "base");
  applyTo(base, { ...files });
  const [byDirectory, byCommit] = [
    await said(change.root, ["--against", base]),
    await said(change.root, ["--against", change.base]),
  ];
  expect(byDirectory).toEqual(byCommit);
  const more = `FROM ${current}:latest\nCOPY --from=${ended} /a /b\n`;
  change.apply({ "more.dockerfile": more });
  expect((await said(change.root, ["--against", base])).lines).toContain(
    "unsupported-image more.dockerfile:2",
  );
  change.apply({ "more.dockerfile": null });
});
