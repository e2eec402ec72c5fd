import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { versionsIn } from "../../scripts/release/versions.mjs";
import { documents, examplesIn, readDocument } from "../support/documents.ts";
import { isSkippedWithout } from "../support/real-programs.ts";
import type { Workflow } from "../support/workflows.ts";
import { examplesOf, workflows } from "../support/workflows.ts";
import { bareEnvironment, projectRoot, run, temporaryDirectory } from "../support/working-copy.ts";

// What CI would run, of this project and of those who copy its examples.

const all = workflows();

describe("the workflows that are checked", () => {
  test("are those of the project, and those in documents", () => {
    expect(all.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        ".github/workflows/ci.yml",
        ".github/workflows/facts.yml",
        ".github/workflows/gate.yml",
        ".github/workflows/release.yml",
        ".pre-commit-hooks.yaml",
        "ci/github.yml",
        "docs/ci.md, YAML example 1",
        "docs/ci.md, YAML example 2",
        "docs/github-action.md, YAML example 1",
        "docs/install.md, YAML example 2",
      ]),
    );
    expect(
      all.filter(({ place }) => place.startsWith(".github/workflows/")).length,
    ).toBeGreaterThanOrEqual(5);
  });

  const fence = (info: string, text: string): string => `\`\`\`${info}\n${text}\n\`\`\`\n`;

  test("are found with any word beside the language, and by what they have", () => {
    const document = [
      fence("yaml nightly", "on: push\njobs: {}"),
      fence("yml", "runs: { using: composite, steps: [] }"),
      fence("yaml", "repos: []"),
      fence("yaml config", "rules: {}"),
      fence("sh", "jobs"),
    ].join("\n");
    expect(examplesOf("x.md", document).map(({ name, place }) => [name, place])).toEqual([
      ["x.md, YAML example 1", ".github/workflows/example.yml"],
      ["x.md, YAML example 2", "action.yml"],
      ["x.md, YAML example 3", ".pre-commit-config.yaml"],
    ]);
  });

  test("are never only a part of one", () => {
    const document = fence("yaml", "- uses: actions/checkout@v4");
    expect(() => examplesOf("x.md", document)).toThrow("x.md, YAML example 1 uses actions");
  });
});

/** What a workflow uses: an action and its comment, a hook and its comment. */
function usedIn(text: string): readonly string[] {
  return [...text.matchAll(/\b(?:uses|rev): +(?!\.\/)(\S.*)/g)].map(([, used = ""]) => used);
}

/**
 * The uses that are not pinned by a commit or digest, or do not say which version that is. This project itself is named by its
 * version, which a release sets everywhere: test/release/versions.test.ts.
 */
function unpinned(text: string): readonly string[] {
  const pinned = [
    /^(?:[\w.-]+\/[\w./-]+@)?[0-9a-f]{40} # (?:frozen: )?v\d+\.\d+\.\d+$/,
    /^docker:\/\/\S+:\S+@sha256:[0-9a-f]{64}$/,
    /^inferlint\/inferlint(?:\/[\w./-]+)?@v\d+\.\d+\.\d+$/,
  ];
  const ownHook =
    /(\brepo: +https:\/\/github\.com\/inferlint\/inferlint\s+)rev: +v\d+\.\d+\.\d+$/gm;
  return usedIn(text.replaceAll(ownHook, "$1")).filter(
    (used) => !pinned.some((pattern) => pattern.test(used)),
  );
}

describe("actions and hooks", () => {
  const sha = "0123456789abcdef0123456789abcdef01234567";

  test.each([
    [`uses: actions/checkout@${sha} # v1.2.3`, 0],
    [`uses: github/codeql-action/upload-sarif@${sha} # v1.2.3`, 0],
    ["uses: ./.github/actions/own", 0],
    [`rev: ${sha} # frozen: v1.2.3`, 0],
    ["uses: actions/checkout@v4", 1],
    ["uses: actions/checkout@v4 # v4.0.0", 1],
    [`uses: actions/checkout@${sha}`, 1],
    [`uses: actions/checkout@${sha} # v4`, 1],
    [`uses: actions/checkout@${sha.slice(1)} # v1.2.3`, 1],
    [`uses: docker://alpine:3.22`, 1],
    ["rev: v0.1.0", 1],
    ["repo: https://github.com/inferlint/inferlint\n  rev: v0.1.0", 0],
    ["repo: https://github.com/inferlint/other\n  rev: v0.1.0", 1],
    ["uses: inferlint/inferlint@v0.1.0", 0],
    ["uses: inferlint/inferlint/.github/workflows/gate.yml@v0.1.0", 0],
    ["uses: inferlint/inferlint@v1", 1],
    ["uses: inferlint/inferlint@main", 1],
  ])("%s: %i not pinned", (text, count) => {
    expect(unpinned(text)).toHaveLength(count);
  });

  test.each(all)("of $name are pinned, with their version", ({ text }) => {
    expect(unpinned(text)).toEqual([]);
  });

  test("of one version are one commit", () => {
    const byVersion = new Map<string, Set<string>>();
    for (const used of all.flatMap(({ text }) => usedIn(text))) {
      const [, action = "", commit = "", version = ""] = /^(.*@)?(\S+) # (.*)$/.exec(used) ?? [];
      const key = `${action.split("/").slice(0, 2).join("/")} ${version}`;
      byVersion.set(key, (byVersion.get(key) ?? new Set()).add(commit));
    }
    expect(byVersion.size).toBeGreaterThanOrEqual(3);
    expect([...byVersion].filter(([, commits]) => commits.size > 1)).toEqual([]);
  });
});

describe("examples for CI", () => {
  const texts = documents
    .flatMap((path) => examplesIn(readDocument(path)))
    .filter(
      ({ info, text }) => /^yaml( nightly)?$/.test(info) && text.includes("inferlint/inferlint"),
    )
    .map(({ text }) => text);

  test("use this project at a version", () => {
    expect(texts.length).toBeGreaterThanOrEqual(5);
    for (const text of texts)
      expect(versionsIn(text)).toHaveLength(text.split("inferlint/inferlint").length - 1);
  });

  test("check with a policy from outside the repository", () => {
    // What calls the gate names another repository; test/ci/gates.test.ts runs the gate.
    const callers = texts.filter((text) =>
      /\/gate\.yml@|\/azure-pipelines\.yml@|\/gitlab\.yml/.test(text),
    );
    expect(callers).toHaveLength(3);
    for (const text of callers)
      expect(text).toMatch(
        /policy-repository: contoso\/|policyRepository: git:\/\/|policy-project: contoso\//,
      );
    const calls = texts
      .flatMap((text) => [...text.matchAll(/\/dist\/cli\.cjs"? (.*)/g)])
      .map(([, options = ""]) => options);
    expect(calls.length).toBeGreaterThanOrEqual(1);
    expect(
      calls.filter(
        (call) => !call.startsWith("--policy ../policies/") && !call.startsWith("facts "),
      ),
    ).toEqual([]);
  });
});

const zizmor = join(projectRoot, "test/zizmor/.venv/bin/zizmor");
interface Finding {
  readonly ident: string;
}

describe.skipIf(isSkippedWithout(zizmor))("zizmor", () => {
  /** What zizmor finds, with all its audits, none ignored; a file that it cannot read is an error. */
  function findingsIn({ place, text }: Pick<Workflow, "place" | "text">): readonly string[] {
    const directory = temporaryDirectory();
    try {
      const path = join(directory, place);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
      const settings = join(projectRoot, "test/zizmor/zizmor.yml");
      const options = [
        ...["--offline", "--config", settings, "--no-ignores", "--persona=auditor"],
        ...["--collect=all", "--strict-collection", "--format=json", "--quiet"],
      ];
      const env = bareEnvironment({ GH_TOKEN: undefined, GITHUB_TOKEN: undefined });
      const { stdout, stderr } = run(zizmor, [...options, "."], { cwd: directory, env });
      if (stdout === "") throw new Error(stderr);
      return (JSON.parse(stdout) as Finding[]).map(({ ident }) => ident);
    } finally {
      rmSync(directory, { recursive: true });
    }
  }

  test.each(all)("finds nothing in $name", (workflow) => {
    expect(findingsIn(workflow)).toEqual([]);
  });

  test("finds faults in a workflow, an action and a configuration of pre-commit", () => {
    const steps =
      "steps: [{ uses: actions/checkout@v4 }, { run: 'echo ${{ github.head_ref }}', shell: sh }]";
    const faulty = [
      ["on: pull_request_target", `jobs: { a: { runs-on: ubuntu-latest, ${steps} } }`].join("\n"),
      `name: a\ndescription: b\nruns: { using: composite, ${steps} }`,
      `repos:\n  - repo: http://github.com/a/b\n    rev: v1.0.0\n    hooks: [{ id: b }]\n`,
    ];
    const [workflow, action, hooks] = faulty.map((text) => {
      const [example] = examplesOf("x.md", `\`\`\`yaml\n${text}\n\`\`\`\n`);
      if (example === undefined) throw new Error(`not an example: ${text}`);
      return findingsIn(example);
    });
    const unsafe = ["artipacked", "template-injection", "unpinned-uses"];
    expect(workflow).toEqual(expect.arrayContaining(["dangerous-triggers", ...unsafe]));
    expect(action).toEqual(expect.arrayContaining(unsafe.slice(1)));
    expect(hooks).toContain("insecure-url-scheme");
  });

  test("fails for a file that it cannot read", () => {
    const unreadable = { place: ".github/workflows/a.yml", text: "jobs: 1\n" };
    expect(() => findingsIn(unreadable)).toThrow();
  });
});
