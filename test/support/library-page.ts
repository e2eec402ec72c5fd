import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "./working-copy.ts";

/** docs/library.md */
export const libraryPage: string = readFileSync(join(projectRoot, "docs/library.md"), "utf8");

/** Each program of the page is followed by what it prints: all up to that, the program, and the output. */
export const programAndOutput: RegExp = /(^```ts\n(.*?)^```\n\n```text\n)(.*?)(?=^```$)/gms;

export interface PageProgram {
  readonly text: string;
  readonly output: string;
}

export const pagePrograms: readonly PageProgram[] = [...libraryPage.matchAll(programAndOutput)].map(
  ([, , text = "", output = ""]) => ({ text, output }),
);

/** The Dockerfile that the programs check, `score/Dockerfile`. */
export const pageDockerfile: string =
  /^```dockerfile library\n(.*?)^```$/ms.exec(libraryPage)?.[1] ?? "";

/** A program of the page as CommonJS, which has no `await` outside functions. */
export function asCommonJs({ text }: PageProgram): string {
  const required = text.replaceAll(
    /^import \{ (.*) \} from "(.*)";$/gm,
    'const { $1 } = require("$2");',
  );
  return `(async () => {\n${required}})();\n`;
}
