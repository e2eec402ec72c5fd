import type { Ended, Sandbox } from "./cli.ts";
import { sandbox } from "./cli.ts";

const image = "mcr.microsoft.com/azureml";
/** Its operating system and its Python have ended. */
export const old: string = `FROM ${image}/minimal-ubuntu20.04-py38-cpu-inference:latest\n`;
export const stale: string = `FROM ${image}/minimal-py312-inference:20250219.v1\n`;

/** Two repositories, and a folder with their reports and two policies. */
export interface Fleet {
  readonly web: Sandbox;
  readonly api: Sandbox;
  readonly here: Sandbox;
  readonly merged: (args: readonly string[]) => Ended;
  readonly remove: () => void;
}

export function openFleet(): Fleet {
  const [web, api, here] = [sandbox(), sandbox(), sandbox()];
  web.write("score/Dockerfile", `${old}USER root\n`);
  web.write("clean/Dockerfile", "FROM python:3.12\n");
  web.write(".inferlint.yaml", "failOn: never\n");
  api.write("score/Dockerfile", stale);
  here.write("policy.yaml", "name: gate\nrules: { root-user: error }\n");
  here.write("web.json", reportOf(web));
  here.write("api.json", reportOf(api));
  return {
    ...{ web, api, here },
    merged: (args) => here.run(["merge", ...args]),
    remove: () => {
      for (const one of [web, api, here]) one.remove();
    },
  };
}

/** The JSON report of a repository. */
export function reportOf(repository: Sandbox, args: readonly string[] = []): string {
  const { status, stdout, stderr } = repository.run(["--format", "json", ...args]);
  if (status === null || status > 1) throw new Error(`ended with ${status}: ${stderr}`);
  return stdout;
}
