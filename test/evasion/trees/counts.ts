import { banned, current } from "../build-case.ts";
import type { TreeCase } from "../tree-case.ts";

function counted(name: string, dockerfile: string, images: number, findings: boolean): TreeCase {
  return {
    name,
    files: {
      Dockerfile: dockerfile,
      "policy.json": JSON.stringify({ build: { args: { I: current } } }),
      ".inferlint.json": JSON.stringify({ build: { args: { I: banned } } }),
    },
    args: ["lint", "-f", "json", "--policy", "policy.json"],
    status: findings ? 1 : 0,
    stdout: [new RegExp(`"images": ?${images}[,}]`)],
  };
}

/** The images of a summary are those that findings are about. */
export const cases: readonly TreeCase[] = [
  counted("an image in each of two builds", "ARG I\nFROM $I\n", 2, true),
  counted("one image in both builds", `FROM ${current}\n`, 1, false),
  counted("an image of one build only", `ARG I\nFROM \${I#*libr}\nFROM \${I%-cpu-inf*}\n`, 3, true),
  counted("an image at two places", `FROM ${current}\nFROM ${current}\n`, 2, false),
];
