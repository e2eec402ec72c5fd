import { describe, expect, test } from "vitest";
import { ConfigError } from "../../src/config/source/config-error.ts";
import { registryOfEnvironment } from "../../src/config/schema/registry-environment.ts";

type Variables = Readonly<Record<string, string>>;

/** Short names: `HOST` is `INFERLINT_REGISTRY_HOST`. */
function environment(variables: Variables): Variables {
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [`INFERLINT_REGISTRY_${name}`, value]),
  );
}

const contoso = {
  host: "contoso.azurecr.io",
  insecure: false,
  realm: null,
  username: null,
  password: null,
  token: null,
};

describe("a registry", () => {
  test.each<readonly [string, Variables, ReturnType<typeof registryOfEnvironment>]>([
    ["none", {}, null],
    [
      "all of them empty",
      { HOST: "", USERNAME: "", PASSWORD: "", TOKEN: "", REALM: "", INSECURE: "" },
      null,
    ],
    ["the host alone", { HOST: "contoso.azurecr.io" }, contoso],
    ["empty ones beside it", { HOST: "contoso.azurecr.io", USERNAME: "", PASSWORD: "" }, contoso],
    ["in upper case, with the port of https", { HOST: "Contoso.AzureCR.io:443" }, contoso],
    [
      "a port",
      { HOST: "localhost:5000", INSECURE: "1" },
      { ...contoso, host: "localhost:5000", insecure: true },
    ],
    [
      "no port",
      { HOST: "localhost", INSECURE: "True" },
      { ...contoso, host: "localhost", insecure: true },
    ],
    ["a name with a port", { HOST: "registry_1:5000" }, { ...contoso, host: "registry_1:5000" }],
    [
      "an address",
      { HOST: "[::1]:5000", INSECURE: "true" },
      { ...contoso, host: "[::1]:5000", insecure: true },
    ],
    ["not insecure", { HOST: "contoso.azurecr.io", INSECURE: "false" }, contoso],
    ["not insecure, in short", { HOST: "contoso.azurecr.io", INSECURE: "0" }, contoso],
    [
      "a user",
      { HOST: "contoso.azurecr.io", USERNAME: "alice", PASSWORD: " p:ü " },
      { ...contoso, username: "alice", password: " p:ü " },
    ],
    ["a token", { HOST: "contoso.azurecr.io", TOKEN: "ey.J-_" }, { ...contoso, token: "ey.J-_" }],
    [
      "a realm",
      { HOST: "contoso.azurecr.io", REALM: "https://auth.contoso.com/token" },
      { ...contoso, realm: "https://auth.contoso.com/token" },
    ],
    [
      "a realm on plain http",
      { HOST: "localhost:5000", INSECURE: "1", REALM: "http://localhost:5001/" },
      { ...contoso, host: "localhost:5000", insecure: true, realm: "http://localhost:5001/" },
    ],
  ])("%s", (_, variables, expected) => {
    expect(registryOfEnvironment({ PATH: "/bin", ...environment(variables) })).toEqual(expected);
  });
});

function problemsOf(variables: Variables): readonly string[] {
  try {
    registryOfEnvironment(environment(variables));
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.map(({ path, region, message }) => {
      expect(region).toBeNull();
      return `${path.replace("INFERLINT_REGISTRY_", "")}: ${message}`;
    });
  }
  return [];
}

describe("invalid variables", () => {
  const host = "contoso.azurecr.io";
  const noHost = "needs INFERLINT_REGISTRY_HOST too, which names the registry";
  const isHost = "must be a registry with or without a port (contoso.azurecr.io, localhost:5000)";
  const isRealm = "must be the address of a token server (https://auth.contoso.com/token)";
  const secret = "hunter2";
  test.each<readonly [string, Variables, readonly string[]]>([
    [
      "no host",
      { INSECURE: "true", REALM: "https://a.example" },
      [`REALM: ${noHost}`, `INSECURE: ${noHost}`],
    ],
    [
      "credentials without a host",
      { USERNAME: "alice", PASSWORD: secret },
      [`USERNAME: ${noHost}`, `PASSWORD: ${noHost}`],
    ],
    ["a token without a host", { TOKEN: secret }, [`TOKEN: ${noHost}`]],
    ["a scheme", { HOST: `https://${host}` }, [`HOST: must not have a scheme: write ${host}`]],
    [
      "a scheme and a path",
      { HOST: `https://${host}/v2/` },
      [`HOST: must not have a scheme: write ${host}`],
    ],
    ["a path", { HOST: `${host}/azureml` }, [`HOST: must not have a path: write ${host}`]],
    ["a query", { HOST: `${host}?${secret}` }, [`HOST: must not have a path: write ${host}`]],
    [
      "a user in the host",
      { HOST: `https://alice:${secret}@${host}` },
      ["HOST: must not have a user: set username and password instead"],
    ],
    ["a name that is not a registry", { HOST: "contoso" }, [`HOST: ${isHost}`]],
    ["an invalid port", { HOST: `${host}:99999` }, [`HOST: ${isHost}`]],
    ["no port after the colon", { HOST: `${host}:` }, [`HOST: ${isHost}`]],
    ["a space", { HOST: `${host} ` }, [`HOST: ${isHost}`]],
    ["a wildcard", { HOST: "*.azurecr.io" }, [`HOST: ${isHost}`]],
    ["letters outside ASCII", { HOST: "c\u043entoso.azurecr.io" }, [`HOST: ${isHost}`]],
    ["an empty label", { HOST: "contoso..io" }, [`HOST: ${isHost}`]],
    ["two", { HOST: `${host},x.example` }, [`HOST: ${isHost}`]],
    [
      "neither true nor false",
      { HOST: host, INSECURE: "yes" },
      ["INSECURE: must be true or false (or 1 or 0)"],
    ],
    [
      "a password alone",
      { HOST: host, PASSWORD: secret },
      ["PASSWORD: needs INFERLINT_REGISTRY_USERNAME too"],
    ],
    [
      "a user alone",
      { HOST: host, USERNAME: "alice" },
      ["USERNAME: needs INFERLINT_REGISTRY_PASSWORD too"],
    ],
    [
      "a token beside them",
      { HOST: host, USERNAME: "alice", PASSWORD: secret, TOKEN: secret },
      ["TOKEN: excludes INFERLINT_REGISTRY_USERNAME and _PASSWORD: unset one or the other"],
    ],
    [
      "a colon in the user",
      { HOST: host, USERNAME: `alice:${secret}`, PASSWORD: "x" },
      ["USERNAME: must not contain a colon"],
    ],
    [
      "a line end in the password",
      { HOST: host, USERNAME: "alice", PASSWORD: `${secret}\n` },
      ["PASSWORD: must not contain line breaks or other control characters"],
    ],
    [
      "Bearer in front",
      { HOST: host, TOKEN: `Bearer ${secret}` },
      ["TOKEN: must be the token alone, without Bearer"],
    ],
    [
      "a blank in the token",
      { HOST: host, TOKEN: `${secret} x` },
      ["TOKEN: must contain only ASCII characters and no spaces"],
    ],
    [
      "a token without end",
      { HOST: host, TOKEN: secret.repeat(3000) },
      ["TOKEN: is longer than 16384 characters"],
    ],
    [
      "a realm that is not an address",
      { HOST: host, REALM: "auth.example" },
      [`REALM: ${isRealm}`],
    ],
    ["a realm of another kind", { HOST: host, REALM: "ftp://auth.example" }, [`REALM: ${isRealm}`]],
    [
      "a realm with a backslash",
      { HOST: host, REALM: String.raw`https://auth.example\x` },
      [`REALM: ${isRealm}`],
    ],
    [
      "a realm with a user",
      { HOST: host, REALM: `https://a:${secret}@auth.example` },
      ["REALM: must not have a user: set username and password instead"],
    ],
    [
      "a realm with a query",
      { HOST: host, REALM: `https://auth.example/?x=${secret}` },
      ["REALM: must not have a query: the registry sends it"],
    ],
    [
      "a realm with a fragment",
      { HOST: host, REALM: `https://auth.example/#${secret}` },
      ["REALM: must not have a fragment (#…)"],
    ],
    [
      "a realm on plain http",
      { HOST: host, REALM: "http://auth.example/" },
      ["REALM: uses plain http, which is only allowed for a registry marked insecure: write https"],
    ],
    [
      "a name misspelt",
      { HOST: host, PASWORD: secret },
      ["PASWORD: unknown variable (did you mean _PASSWORD?)"],
    ],
    [
      "a name cut short",
      { HOST: host, USER: "alice" },
      ["USER: unknown variable (did you mean _USERNAME?)"],
    ],
    [
      "a name of something else",
      { HOST: host, MIRRORS: "x" },
      [
        "MIRRORS: unknown variable; known variables: INFERLINT_REGISTRY_HOST, _USERNAME, _PASSWORD, _TOKEN, _REALM and _INSECURE",
      ],
    ],
    ["a name of something else, empty", { HOST: host, MIRRORS: "" }, []],
    [
      "several things at once",
      { HOST: `http://${host}`, INSECURE: "maybe", PASSWORD: secret },
      [
        `HOST: must not have a scheme: write ${host}`,
        "INSECURE: must be true or false (or 1 or 0)",
        "PASSWORD: needs INFERLINT_REGISTRY_USERNAME too",
      ],
    ],
  ])("%s", (_, variables, expected) => {
    const problems = problemsOf(variables);
    expect(problems).toEqual(expected);
    expect(problems.join()).not.toContain(secret);
  });
});
