import fastGlob from "fast-glob";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { Ajv } from "ajv";
import ajvFormats from "ajv-formats";
import { parse } from "yaml";
import { loadConfig } from "../src/config/schema/load-config.ts";
import { ruleset } from "../src/pipeline/ruleset.ts";
import { changeExamples } from "./support/change-examples.ts";
import {
  bashLine,
  commandsIn,
  documents,
  examples,
  examplesIn,
  readDocument,
  replaceExamples,
  shippedCli,
} from "./support/documents.ts";
import type { Ended } from "./support/working-copy.ts";
import {
  bareEnvironment,
  frozenCli,
  projectRoot,
  readManifest,
  run,
  temporaryDirectory,
} from "./support/working-copy.ts";

// Every example in README.md and docs/ is executed. `npx vitest run test/readme.test.ts --update=true` writes the output of
// commands, the table of rules and the day of the list into the documents: they show the facts that ship, all other tests use
// those of fixtures/catalogue/. Examples with registries: test/online/readme.test.ts.

const addFormats = ajvFormats.default;

/** The working directory of most examples. */
const exampleFiles = join(projectRoot, "fixtures/examples");

const read = (path: string): string => readFileSync(join(projectRoot, path), "utf8");
const manifest = readManifest();

describe.each(documents)("%s", (path) => {
  const text = readDocument(path);
  const infos = examplesIn(text).map(({ info }) => info);

  test("has only examples that are executed", () => {
    const executed = [
      ...["console", "console adoption", "console online", "sh", "dockerfile"],
      // By test/library/package.test.ts.
      ...["ts", "text", "dockerfile library"],
      ...["yaml", "yaml config", "yaml policy", "yaml user", "yaml nightly"],
      // By test/reviewdog/.
      "sh reviewdog",
      // By test/pypi/install.test.ts.
      ...["sh install", "sh offline", "sh offline-pip", "sh offline-npm", "sh own-node"],
      ...["yaml conda", "yaml hooks"],
      // By test/editors.test.ts.
      ...["text concise", "json vscode", "vim"],
      // By test/new-user.test.ts.
      "sh hook",
      // By test/other-tools/, beside the programs that they configure.
      ...["yaml hadolint", "toml tally", "text trivy", "yaml trivy", "yaml checkov"],
      ...["dockerfile together", "json renovate"],
      // By test/cli/merge.test.ts.
      ...["console fleet", "yaml matrix"],
      // By test/spark/spark.test.ts.
      "python spark",
      // By test/pull-requests.test.ts, too.
      ...["console change", "sh change", "yaml github", "yaml gitlab", "yaml azure"],
      // By test/ci/lines.test.ts.
      "sh gate",
    ];
    expect(infos.filter((info) => !executed.includes(info))).toEqual([]);
    // Two tests that update the same file would overwrite each other's changes.
    if (infos.includes("console online"))
      expect(infos.filter((info) => /^console(?! online)/.test(info))).toEqual([]);
    if (infos.includes("ts"))
      expect(infos.filter((info) => info.startsWith("console"))).toEqual([]);
  });

  test.skipIf(infos.includes("console online") || infos.includes("ts"))(
    "shows the output of its commands, and all rules",
    async () => {
      let rendered = replaceExamples(text, "console", (example) =>
        commandsIn(example).map(withOutput).join(""),
      );
      rendered = replaceExamples(rendered, "console adoption", (example) =>
        adoption(commandsIn(example), shippedCli),
      );
      rendered = replaceExamples(rendered, "console fleet", (example) =>
        fleet(commandsIn(example), shippedCli),
      );
      const changes = examples("console change", [path]);
      const [policy = ""] = examples("yaml policy", [path]);
      if (changes.length > 0) {
        const outputs = changeExamples(changes, policy, shippedCli)[Symbol.iterator]();
        rendered = replaceExamples(rendered, "console change", () => outputs.next().value ?? "");
      }
      rendered = rendered.replace(/^\| Rule +\|.*?\n(?!\|)/ms, rulesTable());
      rendered = withDayOfList(rendered);
      await expect(rendered).toMatchFileSnapshot(join(projectRoot, path));
    },
    60_000,
  );
});

describe.each(["docs/architecture.md", "SECURITY.md"])("the code that %s names", (path) => {
  const spans = [...readDocument(path).matchAll(/`([^`\n]+)`/g)].map(([, span = ""]) => span);
  const source = fastGlob.sync("{src,rules}/**/*.ts", { cwd: projectRoot }).map(read).join("\n");

  test("exists: files", () => {
    const paths = spans.filter((span) =>
      /^(?:src|rules|test|scripts|docs|fixtures)\/[\w./-]*$/.test(span),
    );
    expect(paths.filter((one) => !existsSync(join(projectRoot, one)))).toEqual([]);
  });

  test("exists: functions and types", () => {
    const names = spans.filter(
      (span) => /^(?:[a-z]+|[A-Z])\w*[A-Z]\w*$/.test(span) && /[a-z]/.test(span),
    );
    expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(source))).toEqual([]);
  });
});

describe("the examples", () => {
  test("of the README begin with two commands of package.json", () => {
    const [commands = ""] = examples("sh", ["README.md"]);
    expect(commands.match(/^npm \w+/gm)).toEqual(["npm start", "npm test"]);
    expect(Object.keys(manifest.scripts)).toEqual(expect.arrayContaining(["start", "test"]));
  });

  test("of the README fit into its 250 lines", () => {
    expect(read("README.md").trimEnd().split("\n").length).toBeLessThanOrEqual(250);
  });

  const exitCodes = [
    ...read("docs/command-line.md").matchAll(/^\| (\d) +\|.*\| `(inferlint.*)` +\|$/gm),
  ].map(([, code, command = ""]) => [Number(code), command] as const);

  test("have every exit code", () => {
    expect(exitCodes.map(([code]) => code)).toEqual([0, 1, 2]);
  });

  test.each(exitCodes)("exit code %i: %s", (code, command) => {
    expect(inExamples(command).status).toBe(code);
  });

  test("of a baseline: old findings are accepted, a new one fails, and a fix removes it", () => {
    const text = adoption(
      commandsIn(examples("console adoption", ["docs/suppressions.md"])[0] ?? ""),
    );
    expect(text.match(/^exit code \d$/gm)).toEqual(["exit code 1", "exit code 0"]);
    expect(text).toMatch(/^inferlint: \.inferlint-baseline\.json: \d+ added, 0 /m);
    expect(text).toMatch(/^No findings.*, 1 suppressed, \d+ in the baseline.*/m);
    expect(text).toMatch(/^inferlint: 1 fix(?:ed)? in 1 file/m);
  });

  test.each([
    ["config", "repository"],
    ["policy", "policy"],
  ] as const)("of a %s are valid", (kind, role) => {
    const schema = JSON.parse(read("schema/inferlint.config.v1.json")) as object;
    const ajv = addFormats(new Ajv({ strict: false, allErrors: true }));
    const texts = examples(`yaml ${kind}`);
    expect(texts.length).toBeGreaterThan(0);
    for (const text of texts) {
      const where = { path: "x.yaml", absolute: "/x/x.yaml", base: "/x", role };
      expect(loadConfig(Buffer.from(text), where, ruleset).text).toBe(text);
      expect(ajv.validate(schema, parse(text)), JSON.stringify(ajv.errors)).toBe(true);
    }
  });

  test("of a comment suppress the rules that they name", () => {
    const texts = examples("dockerfile");
    expect(texts).toHaveLength(1);
    for (const text of texts) {
      const rules = /\[(.*)\]/.exec(text)?.[1]?.split(", ") ?? [];
      const only = [...rules, "unused-suppression"].join(",");
      const command = `inferlint - --only ${only} <<'END'\n${text}END\n`;
      const { status, stdout } = inExamples(command);
      expect(stdout).toMatch(new RegExp(`${rules.length} suppressed`));
      expect(status).toBe(0);
    }
  });
});

/** Runs a command of a document in fixtures/examples. */
function inExamples(command: string, program = frozenCli): Ended {
  return run("bash", ["-c", bashLine(command, program)], {
    cwd: exampleFiles,
    env: bareEnvironment({ NO_COLOR: "1" }),
  });
}

function withOutput(command: string): string {
  const { status, stdout } = inExamples(command, shippedCli);
  if (status === null || status > 1) throw new Error(`${command} ended with ${status}: ${stdout}`);
  // The commit of the project differs after each commit.
  const shown = stdout
    .replace(/(?<="commit": )(?:null|"[0-9a-f]+")/, `"${commitInExamples}"`)
    .replace(/(?<=^- Commit: <code>)[0-9a-f]+/m, commitInExamples);
  return `$ ${command}\n${shown}`;
}

const commitInExamples = "2d1c2e8a5b0f4b7f9f0a6c3e1d4b8a7c6e5f4d3b";

/** The output of commands one after the other. */
function outputOf(commands: readonly string[], cwd: string, program: string): string {
  const env = bareEnvironment({ NO_COLOR: "1" });
  return commands
    .map((command) => {
      const { stdout } = run("bash", ["-c", bashLine(command, program)], { cwd, env });
      return `$ ${command}\n${stdout}`;
    })
    .join("");
}

/** The output of commands, run one after the other in a copy of fixtures/adoption, which is a repository of its own. */
function adoption(commands: readonly string[], program = frozenCli): string {
  const cwd = temporaryDirectory();
  try {
    cpSync(join(projectRoot, "fixtures/adoption"), cwd, { recursive: true });
    mkdirSync(join(cwd, ".git"));
    return outputOf(commands, cwd, program);
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

/** The output of commands beside two repositories and a file of texts. */
function fleet(commands: readonly string[], program = frozenCli): string {
  const cwd = temporaryDirectory();
  try {
    for (const name of ["batch", "web"]) mkdirSync(join(cwd, name, ".git"), { recursive: true });
    const from = (tag: string): string => `FROM mcr.microsoft.com/azureml/${tag}\n`;
    const files: Record<string, string> = {
      "batch/Dockerfile": from("minimal-py312-inference:20250219.v1"),
      "web/score/Dockerfile": from("minimal-ubuntu20.04-py38-cpu-inference:latest"),
    };
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(cwd, path)), { recursive: true });
      writeFileSync(join(cwd, path), text);
    }
    const lines = Object.entries(files).map(([path, text]) => JSON.stringify({ path, text }));
    writeFileSync(join(cwd, "texts.ndjson"), `${[...lines, "not JSON"].join("\n")}\n`);
    return outputOf(commands, cwd, program);
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

/** The day of the newest list, which docs/facts.md names. */
function withDayOfList(text: string): string {
  const { list } = JSON.parse(read("src/catalogue/data/images.json")) as { list: { asOf: string } };
  return text.replace(/(?<=the list of\s)\d{4}-\d{2}-\d{2}/, list.asOf);
}

/** The table of the README, as prettier formats it. */
function rulesTable(): string {
  const rows = [
    ["Rule", "Level", "What it finds"],
    ...ruleset.map(({ id, level, summary }) => [
      `[\`${id}\`](rules/${id}/README.md)`,
      level,
      summary,
    ]),
  ];
  const widths = [0, 1, 2].map((column) =>
    Math.max(...rows.map((cells) => cells[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |\n`;
  const [head = "", ...body] = rows.map(line);
  return [head, line(widths.map((width) => "-".repeat(width))), ...body].join("");
}

test("the configuration of pre-commit names this repository, its version and its hook", () => {
  const [{ id } = { id: "" }] = parse(read(".pre-commit-hooks.yaml")) as { id: string }[];
  const [hook] = examples("yaml", ["docs/ci.md"]).map((text) => parse(text) as unknown);
  const repo = { repo: manifest.homepage, rev: `v${manifest.version}`, hooks: [{ id }] };
  expect(hook).toEqual({ repos: [repo] });
});
