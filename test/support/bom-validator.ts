import { join } from "node:path";
import { isSkippedWithout } from "./real-programs.ts";
import { projectRoot, run } from "./working-copy.ts";

// CycloneDX's own schemas and validator, installed apart: npm ci --ignore-scripts --prefix test/cyclonedx
const folder = join(projectRoot, "test/cyclonedx");
const library = join(folder, "node_modules/@cyclonedx/cyclonedx-library/package.json");

export const isBomValidatorMissing: boolean = isSkippedWithout(library);

/** What is wrong with a bill of materials by the schema of CycloneDX 1.6; null if it is valid. */
export function bomProblems(text: string): string | null {
  const program = `
    const { Validation, Spec } = require("@cyclonedx/cyclonedx-library");
    new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(process.argv[1]).then((problems) => {
      console.log(JSON.stringify(problems));
    });`;
  const { status, stdout, stderr } = run(process.execPath, ["-e", program, "--", text], {
    cwd: folder,
  });
  if (status !== 0) throw new Error(`the validator ended with ${status}: ${stderr}`);
  const problems = JSON.parse(stdout) as unknown;
  return problems === null ? null : JSON.stringify(problems);
}
