import { describe, expect, test } from "vitest";
import { ConfigError } from "../../src/config/source/config-error.ts";
import type { UserConfig } from "../../src/config/schema/user-config.ts";
import { loadUserConfig } from "../../src/config/schema/user-config.ts";
import { regionText } from "../support/region-text.ts";

function load(text: string | Uint8Array): UserConfig {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  return loadUserConfig(bytes, "~/.config/inferlint/config.yaml");
}

function problemsOf(text: string | Uint8Array): ConfigError["problems"] {
  try {
    load(text);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

/** `line:column-line:column message → text` */
function shown(text: string): readonly string[] {
  return problemsOf(text).map(({ path, region, message }) => {
    expect(path).toBe("~/.config/inferlint/config.yaml");
    if (region === null) return message;
    const { startLine, startColumn, endLine, endColumn } = region;
    const location = `${startLine}:${startColumn}-${endLine}:${endColumn}`;
    return `${location} ${message} → ${regionText(text, region)}`;
  });
}

const contoso = {
  host: "contoso.azurecr.io",
  insecure: false,
  realm: null,
  username: null,
  password: null,
  token: null,
};

describe("valid files", () => {
  test.each<readonly [string, string, Partial<UserConfig>]>([
    ["nothing", "{}", {}],
    ["no registries", "registries: []", {}],
    ["a host", "registries: [{ host: contoso.azurecr.io }]", { registries: [contoso] }],
    [
      "a host in upper case, with the port of https",
      "registries: [{ host: Contoso.azurecr.io:443 }]",
      { registries: [contoso] },
    ],
    [
      "every key",
      `# user settings
registries:
  - host: contoso.azurecr.io
    realm: https://auth.contoso.com/token
    username: alice
    password: "!*&|: #'ü"
  - { host: "localhost:5000", insecure: true, realm: "http://localhost:5001" }
  - host: other.azurecr.io
    insecure: false
    token: ey.J0
cacheDir: /var/cache/inferlint
`,
      {
        registries: [
          {
            ...contoso,
            realm: "https://auth.contoso.com/token",
            username: "alice",
            password: "!*&|: #'ü",
          },
          { ...contoso, host: "localhost:5000", insecure: true, realm: "http://localhost:5001" },
          { ...contoso, host: "other.azurecr.io", token: "ey.J0" },
        ],
        cacheDir: "/var/cache/inferlint",
      },
    ],
    ["a cache at home", "cacheDir: ~/caches/inferlint", { cacheDir: "~/caches/inferlint" }],
    [
      "anchors",
      "registries: [{ host: a.example, username: &u alice, password: &p x }, { host: b.example, username: *u, password: *p }]",
      {
        registries: [
          { ...contoso, host: "a.example", username: "alice", password: "x" },
          { ...contoso, host: "b.example", username: "alice", password: "x" },
        ],
      },
    ],
    ["JSON", `{"registries":[{"host":"contoso.azurecr.io"}]}`, { registries: [contoso] }],
    [
      "a byte order mark and CRLF",
      "\ufeffregistries:\r\n  - host: contoso.azurecr.io\r\n",
      { registries: [contoso] },
    ],
  ])("%s", (_, text, expected) => {
    expect(load(text)).toEqual({ registries: [], cacheDir: null, ...expected });
  });
});

test.each(["", "\n", "# registries: []\n", "  # one\n\n# two"])(
  "a file with only comments sets nothing: %j",
  (text) => {
    expect(load(text)).toEqual({ registries: [], cacheDir: null });
  },
);

describe("invalid files", () => {
  const isHost = "must be a registry with or without a port (contoso.azurecr.io, localhost:5000)";
  test.each<readonly [string, string, readonly string[]]>([
    [
      "a list",
      "- registries",
      ["1:1-1:13 the configuration must be a mapping, not a list → - registries"],
    ],
    ["text", "registries", ["1:1-1:11 the configuration must be a mapping, not text → registries"]],
    [
      "no value for registries",
      "registries:",
      [
        "1:1-1:11 registries must be a list of registries, and has no value: write [] or delete it → registries",
      ],
    ],
    [
      "a mapping of registries",
      "registries: { host: a.example }",
      ["1:13-1:32 registries must be a list of registries, not a mapping → { host: a.example }"],
    ],
    [
      "names of registries",
      "registries: [contoso.azurecr.io]",
      ["1:14-1:32 registries[0] must be a mapping with a host, not text → contoso.azurecr.io"],
    ],
    [
      "no host",
      "registries: [{ insecure: true }]",
      ["1:14-1:32 missing key host in registries[0] → { insecure: true }"],
    ],
    [
      "no value for host",
      "registries: [{ host: }]",
      ["1:16-1:20 registries[0].host must be text, not nothing → host"],
    ],
    [
      "an empty host",
      `registries: [{ host: "" }]`,
      [
        `1:22-1:24 registries[0].host must be a registry (contoso.azurecr.io, localhost:5000), and is empty → ""`,
      ],
    ],
    [
      "a scheme",
      "registries: [{ host: https://contoso.azurecr.io/ }]",
      [
        "1:22-1:49 registries[0].host must not have a scheme: write contoso.azurecr.io → https://contoso.azurecr.io/",
      ],
    ],
    [
      "a path",
      "registries: [{ host: contoso.azurecr.io/azureml }]",
      [
        "1:22-1:48 registries[0].host must not have a path: write contoso.azurecr.io → contoso.azurecr.io/azureml",
      ],
    ],
    [
      "a name that is not a registry",
      "registries: [{ host: contoso }]",
      [`1:22-1:29 registries[0].host ${isHost} → contoso`],
    ],
    [
      "a number",
      "registries: [{ host: 5000 }]",
      ["1:22-1:26 registries[0].host must be text, not a number: put it in quotes → 5000"],
    ],
    [
      "one host twice",
      "registries:\n  - host: contoso.azurecr.io\n  - host: CONTOSO.azurecr.io:443\n",
      ["3:11-3:33 duplicate registry contoso.azurecr.io: remove one → CONTOSO.azurecr.io:443"],
    ],
    [
      "yes",
      "registries: [{ host: a.example, insecure: yes }]",
      ["1:43-1:46 registries[0].insecure must be true or false, not yes → yes"],
    ],
    [
      "a realm without a scheme",
      "registries: [{ host: a.example, realm: auth.example }]",
      [
        "1:40-1:52 registries[0].realm must be the address of a token server (https://auth.contoso.com/token) → auth.example",
      ],
    ],
    [
      "a realm on plain http",
      "registries: [{ host: a.example, realm: http://auth.example }]",
      [
        "1:40-1:59 registries[0].realm uses plain http, which is only allowed for a registry marked insecure: write https → http://auth.example",
      ],
    ],
    [
      "a password alone",
      "registries: [{ host: a.example, password: x }]",
      ["1:33-1:41 registries[0].password needs username too: add it → password"],
    ],
    [
      "a user alone",
      "registries: [{ host: a.example, username: x }]",
      [
        "1:33-1:41 registries[0].username needs password too: add it, or use docker login instead → username",
      ],
    ],
    [
      "a token and a user",
      "registries: [{ host: a.example, username: x, password: y, token: z }]",
      [
        "1:59-1:64 registries[0].token excludes username and password: remove one or the other → token",
      ],
    ],
    [
      "a misspelt key",
      "registry: []",
      ["1:1-1:9 unknown key registry (did you mean registries?) → registry"],
    ],
    [
      "a misspelt key in a registry",
      "registries: [{ host: a.example, user: x }]",
      ["1:33-1:37 unknown key user in registries[0] (did you mean username?) → user"],
    ],
    [
      "a key in another case",
      "cachedir: /x",
      ["1:1-1:9 unknown key cachedir (did you mean cacheDir?) → cachedir"],
    ],
    [
      "a key of a registry",
      "host: a.example",
      ["1:1-1:5 host belongs in an entry of registries: registries: [{ host: …, host: … }] → host"],
    ],
    [
      "a key of the top level",
      "registries: [{ host: a.example, cacheDir: /x }]",
      ["1:33-1:41 cacheDir belongs at the top level → cacheDir"],
    ],
    [
      "a key of a repository",
      "rules: {}",
      ["1:1-1:6 rules belongs in a repository's .inferlint.yaml, or in a policy → rules"],
    ],
    [
      "another key",
      "proxy: x",
      ["1:1-1:6 unknown key proxy; known keys: registries and cacheDir → proxy"],
    ],
    [
      "a key twice",
      "cacheDir: /a\ncacheDir: /b",
      ["2:1-2:9 duplicate key cacheDir: remove one → cacheDir"],
    ],
    [
      "a relative cache",
      "cacheDir: .cache",
      [`1:11-1:17 cacheDir must be absolute or begin with ~/, not ".cache" → .cache`],
    ],
    [
      "another user's home",
      "cacheDir: ~bob/cache",
      [`1:11-1:21 cacheDir must be absolute or begin with ~/, not "~bob/cache" → ~bob/cache`],
    ],
    [
      "all of the home",
      `cacheDir: "~/"`,
      [`1:11-1:15 cacheDir must be absolute or begin with ~/, not "~/" → "~/"`],
    ],
    [
      "an empty cache",
      `cacheDir: ""`,
      [`1:11-1:13 cacheDir must be a directory, and is empty → ""`],
    ],
    ["a list of caches", "cacheDir: [/a]", ["1:11-1:15 cacheDir must be text, not a list → [/a]"]],
    [
      "two documents",
      "{}\n---\n{}\n",
      ["2:1-2:4 a second document starts here, but a configuration has only one → ---"],
    ],
    [
      "everything, in the order of the file",
      "cacheDir: x\nregistries:\n  - insecure: maybe\n    hots: a.example\n",
      [
        `1:11-1:12 cacheDir must be absolute or begin with ~/, not "x" → x`,
        "3:5-4:20 missing key host in registries[0] → insecure: maybe\n    hots: a.example",
        "3:15-3:20 registries[0].insecure must be true or false, not text → maybe",
        "4:5-4:9 unknown key hots in registries[0] (did you mean host?) → hots",
      ],
    ],
  ])("%s", (_, text, expected) => {
    expect(shown(text)).toEqual(expected);
  });

  test.each<readonly [string, Uint8Array | string, string]>([
    [
      "a very large file",
      new Uint8Array(256 * 1024 + 1).fill(32),
      "the file is larger than 256 KiB (262145 bytes)",
    ],
    ["UTF-16", new Uint8Array([0xff, 0xfe, 0x7b, 0]), "the file is UTF-16: save it as UTF-8"],
    ["not UTF-8", new Uint8Array([0x7b, 0xff, 0x7d]), "the file is not UTF-8: save it as UTF-8"],
    ["NUL", "{}\0", "the file contains NUL bytes: save it as UTF-8 text"],
  ])("%s", (_, text, message) => {
    expect(problemsOf(text)).toEqual([
      { path: "~/.config/inferlint/config.yaml", region: null, message },
    ]);
  });

  test("a hundred problems are listed, the rest is counted", () => {
    const text = `registries:\n${"  - host: x\n".repeat(150)}`;
    const problems = problemsOf(text);
    expect(problems).toHaveLength(101);
    expect(problems.at(-1)?.message).toBe("and 50 more problems");
  });

  test.each([
    ["brackets", `registries: ${"[".repeat(50_000)}`],
    ["dashes", `registries:\n${"- ".repeat(50_000)}`],
    [
      "aliases",
      `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c]\nregistries: [*d,*d,*d,*d,*d]`,
    ],
  ])("deeply nested or repeated %s are rejected", (_, text) => {
    expect(problemsOf(text).length).toBeGreaterThan(0);
  });
});

describe("a secret in an invalid file is not repeated", () => {
  const secret = "Hunter2Hunter2";
  const entry = (lines: string): string =>
    `registries:\n  - host: contoso.azurecr.io\n    username: alice\n${lines}\n`;
  test.each<readonly [string, string]>([
    ["an alias", entry(`    password: *${secret}`)],
    ["an anchor", entry(`    password: &${secret}`)],
    ["a tag", entry(`    password: !${secret}`)],
    ["a block", entry(`    password: |${secret}`)],
    ["a fold", entry(`    password: >${secret}`)],
    ["a reserved sign", entry(`    password: @${secret}`)],
    ["a backtick", entry(`    password: \`${secret}`)],
    ["a percent sign", entry(`    password: %${secret}`)],
    ["a directive", `%${secret}\n---\n{}\n`],
    ["an open quote", entry(`    password: "${secret}`)],
    ["an open single quote", entry(`    password: '${secret}`)],
    ["a wrong escape", entry(`    password: "\\q${secret}"`)],
    ["text after quotes", entry(`    password: "x"${secret}`)],
    ["a mapping", entry(`    password: { ${secret}: x }`)],
    ["an open mapping", entry(`    password: {${secret}`)],
    ["a list", entry(`    password: [${secret}]`)],
    ["a mapping in its line", entry(`    password: a: ${secret}`)],
    ["the next line", entry(`    password:\n    ${secret}`)],
    ["a key of the next line", entry(`    password:\n      ${secret}: x`)],
    ["no space after the colon", entry(`    password:${secret}`)],
    ["no space, in braces", `registries: [{ host: a.example, password:${secret} }]`],
    ["no space, as an item", `registries:\n  - password:${secret}\n`],
    ["no space, alone", `password:${secret}`],
    ["a key that is twice", `{ "password:${secret}": 1, "password:${secret}": 2 }`],
    ["a key that is an alias", `{ *${secret} : 1 }`],
    ["a key with a tag", `{ !${secret} a: 1 }`],
    ["a key that is a list", `{ [${secret}]: 1 }`],
    ["a line end", entry(`    password: "${secret}\\n"`)],
    [
      "a user with a colon",
      `registries: [{ host: a.example, username: "alice:${secret}", password: x }]`,
    ],
    ["in the host", `registries: [{ host: "https://alice:${secret}@a.example/" }]`],
    ["after the host", `registries: [{ host: "a.example/?${secret}" }]`],
    [
      "in the realm",
      `registries: [{ host: a.example, realm: "https://alice:${secret}@a.example/" }]`,
    ],
    [
      "in the query of the realm",
      `registries: [{ host: a.example, realm: "https://a.example/?x=${secret}" }]`,
    ],
    [
      "in the fragment of the realm",
      `registries: [{ host: a.example, realm: "https://a.example/#${secret}" }]`,
    ],
    ["a token with Bearer", `registries: [{ host: a.example, token: "Bearer ${secret}" }]`],
    ["a token with a line end", `registries: [{ host: a.example, token: "${secret}\\n" }]`],
    ["insecure", `registries: [{ host: a.example, insecure: ${secret} }]`],
    ["the registries", `registries: ${secret}`],
    ["a registry", `registries: [${secret}]`],
    ["all of the file", secret],
  ])("%s", (_, text) => {
    const problems = problemsOf(text);
    expect(problems).not.toEqual([]);
    expect(JSON.stringify(problems)).not.toMatch(/hunter/i);
    for (const { message } of problems) expect(message).not.toMatch(/\.$/);
  });

  test("a number as a password must be put in quotes, and is not shown", () => {
    expect(shown(entry("    password: 123456").replace("host: contoso", "host: a"))).toEqual([
      "4:15-4:21 registries[0].password must be text, not a number: put it in quotes → 123456",
    ]);
  });

  test.each([
    ["!x", "4:15-4:17 put text that begins with ! in quotes: '!…' → !x"],
    ["*x", "4:15-4:17 put text that begins with * in quotes: '*…' → *x"],
    ["@x", "4:15-4:16 put text that begins with @ in quotes: '@…' → @"],
    ['"x"y', "4:18-4:19 invalid YAML: put text with special characters in quotes → y"],
  ])("the message for %s helps", (written, expected) => {
    expect(shown(entry(`    password: ${written}`))).toEqual([expected]);
  });
});
