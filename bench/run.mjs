// Measures what a user waits for, as ratios in one run: `node bench/run.mjs [FILES]`. Prints a table and has no limits.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { performance } from "node:perf_hooks";

const files = Number(process.argv[2] ?? 5000);
const cli = resolve("dist/cli.cjs");
const root = mkdtempSync(join(tmpdir(), "inferlint-bench-"));
const images = [
  "minimal-ubuntu20.04-py38-cpu-inference:20230518.v1",
  "minimal-py312-inference:latest",
  "minimal-ubuntu18.04-py37-cpu-inference:latest",
  "minimal-ubuntu22.04-py39-cpu-inference:20240216.v1",
];

/** A Dockerfile of 60 instructions on an azureml inference image. */
function dockerfile(number) {
  const middle = Array.from(
    { length: 54 },
    (_, i) =>
      [
        `RUN apt-get update && apt-get install -y --no-install-recommends pkg${i} && rm -rf /var/lib/apt/lists/*`,
        `ENV A${i}=v${i} B${i}=\${A${i - 1}}`,
        `COPY src${i}/ /app/${i}/`,
        `LABEL x${i}="y z"`,
        `WORKDIR /app/${i}`,
      ][i % 5],
  );
  const start = [
    `ARG TAG=x${number}`,
    `FROM mcr.microsoft.com/azureml/${images[number % 4]} AS base`,
    "USER root",
  ];
  return [...start, ...middle, "FROM base", "COPY --from=base /a /b", "USER dockeruser", ""].join(
    "\n",
  );
}

/** A facts file as a nightly job writes it: four repositories of 300 tags each. */
function facts() {
  const days = Array.from({ length: 300 }, (_, i) => new Date(Date.UTC(2021, 0, 1 + i * 7)));
  const tags = days.map((day) => `${day.toISOString().slice(0, 10).replaceAll("-", "")}.v1`);
  const latest = { digest: `sha256:${"a".repeat(64)}`, created: "2026-11-20", user: "dockeruser" };
  const answers = {
    answeredAt: "2026-11-23T02:00:00Z",
    tags: [...tags, "latest"],
    images: { latest },
  };
  const repositories = images.map((image) => [
    `azureml/${image.split(":")[0]}`,
    { "mcr.microsoft.com": answers },
  ]);
  return { schema: "inferlint.facts/1", repositories: Object.fromEntries(repositories) };
}

/** Creates `total` files, 50 in each directory, among them Dockerfiles, each in its own directory. */
function createTree(folder, total, dockerfiles) {
  for (let i = 0; i < total - dockerfiles; i++) {
    const directory = join(root, folder, `src${Math.floor(i / 50)}`);
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, `module${i}.py`), "");
  }
  for (let i = 0; i < dockerfiles; i++) {
    const directory = join(root, folder, `app${i}`);
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, "Dockerfile"), dockerfile(i));
  }
}

/** The duration of a process in milliseconds, and its peak memory in MiB if /usr/bin/time exists. */
function once(command, cwd) {
  const start = performance.now();
  const { stderr, error } = spawnSync("/usr/bin/time", ["-f", "%M", ...command], {
    cwd,
    encoding: "utf8",
    stdio: ["ignore", "ignore", "pipe"],
  });
  if (!error) {
    const kib = Number(stderr.trim().split("\n").at(-1));
    return { time: performance.now() - start, memory: kib / 1024 };
  }
  const again = performance.now();
  spawnSync(command[0], command.slice(1), { cwd, stdio: "ignore" });
  return { time: performance.now() - again, memory: NaN };
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** Runs two commands alternately, so that changes in the speed of the machine affect both. */
function compare(label, runs, a, b) {
  const pairs = Array.from({ length: runs }, () => [a(), b()]);
  const ratio = median(pairs.map(([x, y]) => x.time / y.time));
  const [left, right] = [0, 1].map((side) => median(pairs.map((pair) => pair[side].time)));
  const memory = Math.max(...pairs.map(([x]) => x.memory));
  console.log(
    `${label.padEnd(52)} ${ratio.toFixed(2).padStart(6)} ×   ${left.toFixed(0).padStart(6)} ms / ${right.toFixed(0)} ms   ${memory.toFixed(0)} MiB`,
  );
}

/** Lists a tree, as a process of its own. */
const listing = `
  const { readdirSync } = require("node:fs");
  const walk = (directory) => {
    for (const entry of readdirSync(directory, { withFileTypes: true }))
      if (entry.isDirectory()) walk(directory + "/" + entry.name);
  };
  walk(process.argv[1]);
`;

try {
  createTree("one", 1, 1);
  createTree("half", files / 2, files / 2);
  createTree("whole", files, files);
  createTree("tree", 20_000, 200);
  const inferlint =
    (...args) =>
    () =>
      once([process.execPath, cli, "--as-of", "2026-11-23", ...args], root);
  const bare = () => once([process.execPath, "-e", "0"], root);
  inferlint("one")();
  console.log("a / b".padEnd(52), "ratio        medians            peak of a");
  compare("one file / bare node", 15, inferlint("one/app0/Dockerfile"), bare);
  compare(`${files} files / half as many`, 3, inferlint("whole"), inferlint("half"));
  compare(
    `${files} files as SARIF / as text`,
    3,
    inferlint("--format", "sarif", "whole"),
    inferlint("whole"),
  );
  writeFileSync(join(root, "facts.json"), JSON.stringify(facts()));
  compare(
    `${files} files with facts / without`,
    3,
    inferlint("--facts", "facts.json", "whole"),
    inferlint("whole"),
  );
  compare("a tree of 20,000 with 200 Dockerfiles / listing it", 5, inferlint("tree"), () =>
    once([process.execPath, "-e", listing, "tree"], root),
  );
} finally {
  rmSync(root, { recursive: true, force: true });
}
