import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, relative } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Credentials } from "../../src/registry/auth/credentials.ts";
import { runHelper } from "../../src/registry/auth/credential-helper.ts";

// The helpers are `sh` scripts in a temporary directory.

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "inferlint-helper-"));
});

afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

function helper(name: string, script: string, { mode = 0o755, folder = "bin" } = {}): void {
  mkdirSync(join(directory, folder), { recursive: true });
  const file = join(directory, folder, `docker-credential-${name}`);
  writeFileSync(file, `#!/bin/sh\n${script}\n`, { mode });
}

function ask(
  name = "test",
  { host = "contoso.azurecr.io", path = join(directory, "bin"), helperTimeout = 20_000 } = {},
): ReturnType<typeof runHelper> {
  const environment = { PATH: "/usr/bin:/bin", SHOWN: "yes", MISSING: undefined };
  return runHelper(name, host, {
    ...{ directory, path, environment },
    helperTimeout: () => helperTimeout,
  });
}

function answering(answer: unknown): string {
  return `cat >/dev/null; cat <<'END'\n${typeof answer === "string" ? answer : JSON.stringify(answer)}\nEND`;
}

describe("the output of a helper", () => {
  const failed = "docker-credential-test failed: run docker-credential-test get to see why";
  const odd = "docker-credential-test returned malformed credentials";
  test.each<readonly [string, string, Credentials | string | null]>([
    [
      "a user and a password",
      answering({ ServerURL: "contoso.azurecr.io", Username: "alice", Secret: "s3cret" }),
      { kind: "password", username: "alice", password: "s3cret" },
    ],
    [
      "an identity token",
      answering({ ServerURL: "contoso.azurecr.io", Username: "<token>", Secret: "s3cret" }),
      { kind: "refresh token", token: "s3cret" },
    ],
    [
      "without reading what it is asked",
      `echo '{"Username":"a","Secret":"b"}'`,
      { kind: "password", username: "a", password: "b" },
    ],
    ["nothing for this host", "echo credentials not found in native keychain; exit 1", null],
    ["a failure", "echo s3cret; echo s3cret >&2; exit 1", failed],
    ["its end by a signal", "kill -9 $$", failed],
    ["no JSON", answering("s3cret"), odd],
    ["nothing", "true", odd],
    ["a list", answering([]), odd],
    ["null", answering("null"), odd],
    ["no secret", answering({ Username: "alice" }), odd],
    ["an empty secret", answering({ Username: "alice", Secret: "" }), odd],
    ["no user", answering({ Username: "", Secret: "s3cret" }), odd],
    ["numbers", answering({ Username: 1, Secret: 2 }), odd],
    [
      "more than credentials take",
      "head -c 70000 /dev/zero",
      "docker-credential-test wrote too much output",
    ],
    [
      "output without end",
      "while :; do echo s3cret; done",
      "docker-credential-test wrote too much output",
    ],
  ])("%s", async (_, script, expected) => {
    helper("test", script);
    const why = typeof expected === "string" ? { kind: "denied", why: expected } : expected;
    expect(await ask()).toEqual(why);
  });

  test("output that a background process keeps open is read after the timeout", async () => {
    helper("test", `sleep 30 & echo $! >pid; echo '{"Username":"a","Secret":"b"}'`);
    const answer = await ask("test", { helperTimeout: 1500 });
    process.kill(Number(readFileSync(join(directory, "pid"), "utf8")));
    expect(answer).toEqual({ kind: "password", username: "a", password: "b" });
  });

  test("a helper that does not answer is killed", async () => {
    helper("test", "echo $$ >pid; exec sleep 60");
    expect(await ask("test", { helperTimeout: 300 })).toEqual({
      kind: "denied",
      why: "docker-credential-test did not answer within 0.3 s",
    });
    const pid = Number(readFileSync(join(directory, "pid"), "utf8"));
    await expect.poll(() => isRunning(pid), { timeout: 10_000 }).toBe(false);
  });
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe("running a helper", () => {
  test("with get, the host on stdin, the environment, and a directory outside the repository", async () => {
    helper(
      "test",
      `echo "$#:$*" >got; cat >>got; echo ":$SHOWN:\${MISSING-unset}:$(pwd -P)" >>got; exit 1`,
    );
    await ask("test", { host: "localhost:5000" });
    expect(readFileSync(join(directory, "got"), "utf8")).toMatch(
      /^1:get\nlocalhost:5000:yes:unset:.*inferlint-helper-/,
    );
  });

  test("the host is not passed to a shell", async () => {
    helper("test", "cat >got; exit 1");
    await ask("test", { host: "$(touch x); `touch x`" });
    expect(readFileSync(join(directory, "got"), "utf8")).toBe("$(touch x); `touch x`");
    expect(existsSync(join(directory, "x"))).toBe(false);
  });

  test("the first executable in PATH is used", async () => {
    helper("test", "exit 1", { folder: "first", mode: 0o644 });
    mkdirSync(join(directory, "second", "docker-credential-test"), { recursive: true });
    helper("test", answering({ Username: "a", Secret: "third" }), { folder: "third" });
    helper("test", answering({ Username: "a", Secret: "fourth" }), { folder: "fourth" });
    const path = ["first", "second", "third", "fourth"]
      .map((folder) => join(directory, folder))
      .join(delimiter);
    expect(await ask("test", { path })).toMatchObject({ password: "third" });
  });

  test.each<readonly [string, (bin: string) => string]>([
    ["a relative directory", (bin) => relative(process.cwd(), bin)],
    ["the current directory", () => "."],
    ["an empty entry", () => delimiter],
    ["nothing", () => ""],
  ])("PATH with %s: not found", async (_, pathOf) => {
    helper("test", answering({ Username: "a", Secret: "b" }));
    expect(await ask("test", { path: pathOf(join(directory, "bin")) })).toEqual({
      kind: "denied",
      why: "docker-credential-test, which Docker's config.json names, is not in PATH",
    });
  });

  test.each([
    "",
    "../bin/docker-credential-test",
    "a/b",
    "a b",
    "a;touch x",
    "a\n",
    "\u00e9",
    "x".repeat(101),
  ])("%j is not a valid name of a helper", async (name) => {
    helper("test", "touch ran");
    expect(await ask(name)).toEqual({
      kind: "denied",
      why: "Docker's config.json names a credential helper with an invalid name",
    });
    expect(existsSync(join(directory, "ran"))).toBe(false);
  });

  test("a name may contain dots and dashes", async () => {
    helper("ecr-login.v2_x", answering({ Username: "a", Secret: "b" }));
    expect(await ask("ecr-login.v2_x")).toMatchObject({ username: "a" });
  });

  test("a program that cannot start", async () => {
    helper("test", "");
    writeFileSync(join(directory, "bin", "docker-credential-test"), "#!/no/such/shell\n");
    expect(await ask()).toEqual({ kind: "denied", why: "docker-credential-test cannot be run" });
  });

  test("an environment that is invalid", async () => {
    helper("test", "true");
    const options = { directory, path: join(directory, "bin"), helperTimeout: () => 1000 };
    expect(await runHelper("test", "h", { ...options, environment: { A: "\0" } })).toEqual({
      kind: "denied",
      why: "docker-credential-test cannot be run",
    });
  });
});
