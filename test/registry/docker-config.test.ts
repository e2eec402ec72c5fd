import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Credentials } from "../../src/registry/auth/credentials.ts";
import { dockerCredentials } from "../../src/registry/auth/docker-config.ts";

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "inferlint-docker-"));
});

afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

function write(config: unknown): void {
  const text = typeof config === "string" ? config : JSON.stringify(config);
  writeFileSync(join(directory, "config.json"), text);
}

function credentials(): ReturnType<typeof dockerCredentials> {
  const path = join(directory, "bin");
  const environment = { PATH: "/usr/bin:/bin" };
  return dockerCredentials({ directory, path, environment, helperTimeout: () => 20_000 });
}

/** A helper that knows one host, and records its input. */
function helper(name: string, host: string): void {
  mkdirSync(join(directory, "bin"), { recursive: true });
  writeFileSync(
    join(directory, "bin", `docker-credential-${name}`),
    `#!/bin/sh
asked=$(cat)
[ "$asked" = "${host}" ] || { echo credentials not found in native keychain; exit 1; }
echo '{"ServerURL":"${host}","Username":"${name}","Secret":"helped"}'
`,
    { mode: 0o755 },
  );
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}

const host = "contoso.azurecr.io";
const alice = { auth: base64("alice:s3cret") };
const credentialsOfAlice: Credentials = { kind: "password", username: "alice", password: "s3cret" };
const notUnderstood = { kind: "denied", why: "Docker's config.json is malformed" };

describe("auths", () => {
  test.each<readonly [string, unknown, Credentials | null | typeof notUnderstood]>([
    ["auth", alice, credentialsOfAlice],
    [
      "a colon in the password",
      { auth: base64("a:b:c") },
      { kind: "password", username: "a", password: "b:c" },
    ],
    [
      "letters beyond ASCII",
      { auth: base64("é:ü") },
      { kind: "password", username: "é", password: "ü" },
    ],
    ["NUL behind it", { auth: base64("alice:s3cret\0\0") }, credentialsOfAlice],
    ["no padding", { auth: base64("alice:s3cret").replace(/=+$/, "") }, credentialsOfAlice],
    ["username and password", { username: "alice", password: "s3cret" }, credentialsOfAlice],
    ["auth before them", { ...alice, username: "bob", password: "x" }, credentialsOfAlice],
    ["an identity token", { identitytoken: "t" }, { kind: "refresh token", token: "t" }],
    [
      "as az acr login leaves it",
      { auth: base64("00000000-0000-0000-0000-000000000000:"), identitytoken: "t" },
      { kind: "refresh token", token: "t" },
    ],
    ["an empty entry", {}, null],
    ["only an address", { email: "a@b.example" }, null],
    ["no password", { auth: base64("alice:") }, null],
    ["no user", { auth: base64(":s3cret") }, null],
    ["a user alone", { username: "alice" }, null],
    ["no colon", { auth: base64("s3cret") }, notUnderstood],
    ["no base64", { auth: "s3cret:!" }, notUnderstood],
    ["a number", { auth: 5 }, notUnderstood],
    ["a password that is a list", { username: "a", password: ["s3cret"] }, notUnderstood],
    ["text", "s3cret", notUnderstood],
    ["null", null, notUnderstood],
  ])("%s", async (_, entry, expected) => {
    write({ auths: { [host]: entry } });
    expect(await credentials()(host)).toEqual(expected);
    expect(await credentials()("other.azurecr.io")).toBeNull();
  });

  test.each<readonly [string, string, boolean]>([
    [host, host, true],
    [`https://${host}`, host, true],
    [`http://${host}/v1/`, host, true],
    [`https://${host}/v2/`, host, true],
    ["CONTOSO.azurecr.io", host, true],
    [`${host}:443`, host, true],
    ["localhost:5000", "localhost:5000", true],
    ["https://index.docker.io/v1/", "registry-1.docker.io", true],
    ["https://index.docker.io/v1/", "docker.io", true],
    [`${host}:5000`, host, false],
    [host, `${host}:5000`, false],
    ["localhost:5000", "localhost:5001", false],
    [`x${host}`, host, false],
    [`${host}.evil.example`, host, false],
    [`https://evil.example/${host}`, host, false],
    [`https://evil.example@${host}`, host, false],
    ["azurecr.io", host, false],
    ["*.azurecr.io", host, false],
    ["", host, false],
    ["__proto__", host, false],
  ])("%j is for %s: %s", async (key, asked, is) => {
    write(`{"auths":{${JSON.stringify(key)}:${JSON.stringify(alice)}}}`);
    expect(await credentials()(asked)).toEqual(is ? credentialsOfAlice : null);
  });

  test("the exact key before an equivalent one", async () => {
    write({ auths: { [`https://${host}/v1/`]: { auth: base64("old:x") }, [host]: alice } });
    expect(await credentials()(host)).toEqual(credentialsOfAlice);
  });

  test("a malformed entry does not affect other hosts", async () => {
    write({ auths: { "other.example": 5, [host]: alice }, credHelpers: { "x.example": 7 } });
    const ask = credentials();
    expect(await ask(host)).toEqual(credentialsOfAlice);
    expect(await ask("other.example")).toEqual(notUnderstood);
    expect(await ask("x.example")).toEqual(notUnderstood);
  });
});

describe("helpers", () => {
  const helped = (name: string): Credentials => ({
    kind: "password",
    username: name,
    password: "helped",
  });
  test.each<readonly [string, unknown, Credentials | null]>([
    ["the store", { credsStore: "store" }, helped("store")],
    [
      "the store before the file",
      { credsStore: "store", auths: { [host]: alice } },
      helped("store"),
    ],
    [
      "the helper of the host before the store",
      { credHelpers: { [host]: "own" }, credsStore: "store", auths: { [host]: alice } },
      helped("own"),
    ],
    [
      "the helper of another host",
      { credHelpers: { x: "own" }, credsStore: "store" },
      helped("store"),
    ],
    ["one by an older name", { credHelpers: { [`https://${host}`]: "own" } }, helped("own")],
    [
      "an empty name: the file",
      { credHelpers: { [host]: "" }, credsStore: "store", auths: { [host]: alice } },
      credentialsOfAlice,
    ],
    ["an empty store: the file", { credsStore: "", auths: { [host]: alice } }, credentialsOfAlice],
    [
      "a helper that has nothing ends the search, as in Docker",
      { credHelpers: { [host]: "empty" }, auths: { [host]: alice } },
      null,
    ],
  ])("%s", async (_, config, expected) => {
    helper("own", host);
    helper("store", host);
    helper("empty", "nobody");
    write(config);
    expect(await credentials()(host)).toEqual(expected);
  });

  test("Docker Hub is looked up by its old key", async () => {
    helper("store", "https://index.docker.io/v1/");
    write({ credsStore: "store" });
    expect(await credentials()("registry-1.docker.io")).toEqual(helped("store"));
  });

  test("a helper that does not exist", async () => {
    write({ credsStore: "desktop", auths: { [host]: alice } });
    expect(await credentials()(host)).toEqual({
      kind: "denied",
      why: "docker-credential-desktop, which Docker's config.json names, is not in PATH",
    });
  });

  test("a helper whose name is a path is not run", async () => {
    write({ credsStore: "../../bin/sh" });
    expect(await credentials()(host)).toMatchObject({
      why: "Docker's config.json names a credential helper with an invalid name",
    });
  });
});

describe("the file", () => {
  test("does not exist", async () => {
    expect(await credentials()(host)).toBeNull();
  });

  test("its directory does not exist", async () => {
    const ask = dockerCredentials({
      directory: join(directory, "missing", "too"),
      path: "",
      environment: {},
      helperTimeout: () => 1000,
    });
    expect(await ask(host)).toBeNull();
  });

  test.each(["relative", ""])(
    "a directory that is %s: never one of the repository",
    async (kind) => {
      write({ auths: { [host]: alice } });
      const ask = dockerCredentials({
        directory: kind === "" ? "" : relative(process.cwd(), directory),
        path: "",
        environment: {},
        helperTimeout: () => 1000,
      });
      expect(await ask(host)).toEqual({
        kind: "denied",
        why: "the directory of Docker's config.json is not absolute",
      });
    },
  );

  test("its directory is a file", async () => {
    writeFileSync(join(directory, "file"), "");
    const ask = dockerCredentials({
      directory: join(directory, "file"),
      path: "",
      environment: {},
      helperTimeout: () => 1000,
    });
    expect(await ask(host)).toBeNull();
  });

  test.each<readonly [string, unknown]>([
    ["empty", ""],
    ["cut off", `{"auths":{"${host}":{"auth":"`],
    ["a list", []],
    ["null", "null"],
    ["auths that are a list", { auths: [] }],
    ["auths that are text", { auths: "x" }],
    ["helpers that are a list", { credHelpers: ["own"] }],
    ["a store that is a number", { credsStore: 5 }],
    ["a helper that is a mapping", { credHelpers: { [host]: {} } }],
    ["levels without end", "[".repeat(500_000)],
    ["more than 1 MiB", JSON.stringify({ auths: { [host]: alice } }) + " ".repeat(1024 * 1024)],
  ])("%s", async (_, config) => {
    write(config);
    expect(await credentials()(host)).toEqual(notUnderstood);
  });

  test.each<readonly [string, unknown]>([
    ["a byte order mark", `\ufeff${JSON.stringify({ auths: { [host]: alice } })}`],
    ["null where nothing is", { auths: { [host]: alice }, credHelpers: null, credsStore: null }],
    ["keys of others", { auths: { [host]: alice }, currentContext: "x", proxies: { default: {} } }],
    ["1 MiB", JSON.stringify({ auths: { [host]: alice } }).padEnd(1024 * 1024)],
  ])("%s is accepted", async (_, config) => {
    write(config);
    expect(await credentials()(host)).toEqual(credentialsOfAlice);
  });

  test("is a directory", async () => {
    mkdirSync(join(directory, "config.json"));
    expect(await credentials()(host)).toEqual(notUnderstood);
  });

  test("is a FIFO, which is not waited for", async () => {
    execFileSync("mkfifo", [join(directory, "config.json")]);
    expect(await credentials()(host)).toEqual(notUnderstood);
  });

  test("is a link, which is followed unless it is circular", async () => {
    writeFileSync(join(directory, "real.json"), JSON.stringify({ auths: { [host]: alice } }));
    symlinkSync("real.json", join(directory, "config.json"));
    expect(await credentials()(host)).toEqual(credentialsOfAlice);
    rmSync(join(directory, "config.json"));
    symlinkSync("config.json", join(directory, "config.json"));
    expect(await credentials()(host)).toEqual({
      kind: "denied",
      why: "Docker's config.json cannot be read",
    });
  });

  test("is read once, at the first lookup", async () => {
    const ask = credentials();
    write({ auths: { [host]: alice } });
    expect(await ask(host)).toEqual(credentialsOfAlice);
    write("broken");
    expect(await ask(host)).toEqual(credentialsOfAlice);
  });
});
