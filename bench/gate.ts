// Runs a gate with one policy over many repositories, and compares changes of two files with plain runs:
// npx tsx bench/gate.ts [repositories]. Needs git and GNU time.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const [count = 300] = process.argv.slice(2).map(Number);
const cli = join(import.meta.dirname, "../dist/cli.cjs");
const images = [
  "mcr.microsoft.com/azureml/minimal-ubuntu22.04-py312-cpu-inference:latest",
  "mcr.microsoft.com/azureml/minimal-ubuntu20.04-py38-cpu-inference:20230306.v2",
  "mcr.microsoft.com/azureml/pytorch-1.9-ubuntu18.04-py37-cpu-inference",
];
const policy =
  "name: bench\nmaxExceptionDays: 90\nrequire:\n" +
  '  - { name: registry, images: ["azureml/**"], registry: mcr.microsoft.com, level: error }\n' +
  '  - { name: python, images: ["azureml/**"], python: ">=3.9", level: error }\n';

/** A repository of `files` files, a third of them Dockerfiles, with two deployments and a compose file. */
function build(root: string, seed: number, files: number): void {
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  for (let index = 0; index < files; index++) {
    const image = images[(seed + index) % images.length] ?? "";
    const folder = `services/s${index % 20}/a${index}`;
    const user = (seed + index) % 4 === 0 ? "root" : "app";
    if (index % 3 === 0) write(`${folder}/Dockerfile`, `FROM ${image}\nRUN make\nUSER ${user}\n`);
    else if (index % 3 === 1) write(`${folder}/score.py`, `import azureml\nNUMBER = ${index}\n`);
    else write(`${folder}/values.yaml`, `image: ${image}\nreplicas: ${index}\n`);
  }
  const schema = "https://azuremlschemas.azureedge.net/latest/managedOnlineDeployment.schema.json";
  for (const name of ["blue", "green"])
    write(
      `deploy/${name}.yaml`,
      `$schema: ${schema}\nname: ${name}\nenvironment:\n  image: ${images[seed % 3] ?? ""}\n  conda_file: conda.yaml\n`,
    );
  write("deploy/conda.yaml", `dependencies:\n  - python=3.${8 + (seed % 5)}\n`);
  write("compose.yaml", "services:\n  a:\n    build: services/s0/a0\n    user: root\n");
}

/** CPU seconds, and the peak of memory in MiB. */
interface Cost {
  readonly seconds: number;
  readonly memory: number;
}

function run(root: string, ...options: string[]): Cost {
  const command = ["-f", "%U %S %M", process.execPath, cli, "--as-of", "2026-11-23", ...options];
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: undefined };
  const { status, stderr } = spawnSync("/usr/bin/time", command, {
    ...{ cwd: root, env, encoding: "utf8" },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const [user = NaN, system = NaN, kilobytes = NaN] = (stderr.trim().split("\n").at(-1) ?? "")
    .split(" ")
    .map(Number);
  if (status !== 0 && status !== 1) throw new Error(stderr);
  return { seconds: user + system, memory: kilobytes / 1024 };
}

function git(root: string, ...args: string[]): void {
  const own = ["-c", "user.name=bench", "-c", "user.email=bench@localhost", ...args];
  const { status, stderr } = spawnSync("git", own, { cwd: root, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
}

const middle = (all: readonly number[]): number =>
  all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? NaN;
const temporary = mkdtempSync(join(tmpdir(), "inferlint-bench-"));
try {
  const policyFile = join(temporary, "policy.yaml");
  writeFileSync(policyFile, policy);
  let [seconds, memory] = [0, 0];
  for (let seed = 0; seed < count; seed++) {
    const root = join(temporary, `r${seed}`);
    build(root, seed, 30);
    mkdirSync(join(root, ".git"));
    const cost = run(root, "--policy", policyFile, ".");
    seconds += cost.seconds;
    memory = Math.max(memory, cost.memory);
    rmSync(root, { recursive: true });
  }
  process.stdout.write(
    `${count} repositories with a policy: ${seconds.toFixed(1)} s of CPU, ` +
      `${((1000 * seconds) / count).toFixed(0)} ms each, at most ${memory.toFixed(0)} MiB\n`,
  );
  for (const files of [300, 3000]) {
    const root = join(temporary, `change${files}`);
    build(root, 1, files);
    git(root, "init", "--quiet");
    git(root, "add", "--all");
    git(root, "commit", "--quiet", "--message=Base");
    for (const path of ["services/s0/a0/Dockerfile", "deploy/blue.yaml"])
      spawnSync("sed", ["-i", "s/latest/20250101.v1/;$a # changed", join(root, path)]);
    const plain: Cost[] = [];
    const compared: Cost[] = [];
    for (let round = 0; round < 5; round++) {
      plain.push(run(root, "."));
      compared.push(run(root, "--against", "HEAD", "."));
    }
    const [one, other] = [plain, compared].map((all) => middle(all.map((cost) => cost.seconds)));
    process.stdout.write(
      `two of ${files} files changed: ${((other ?? NaN) / (one ?? NaN)).toFixed(2)} times a plain run ` +
        `(${one?.toFixed(2)} s of CPU, ${other?.toFixed(2)} s with --against)\n`,
    );
  }
} finally {
  rmSync(temporary, { recursive: true });
}
