import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { SchemaObject } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { Validator } from "jsonschema";
import type { Schema } from "jsonschema";
import type { Log, Result } from "sarif";
import { isSkippedWithout } from "./real-programs.ts";

/**
 * The validators a SARIF file meets. Microsoft's multitool is one of them and brings the schema for the others; it is 104 MB, so
 * it has a package of its own: `npm ci --ignore-scripts --prefix test/sarif-multitool`.
 */

const home = fileURLToPath(new URL("../sarif-multitool/", import.meta.url));

const multitoolManifest = join(home, "node_modules/@microsoft/sarif-multitool/package.json");

/** Without the multitool there is no schema either. */
export const multitoolSkipped: boolean = isSkippedWithout(multitoolManifest);

/** The gate in GitHub's upload action. Its list is stricter here: the action only logs bad uris. */
export function validateWithJsonschema(text: string): readonly string[] {
  const { errors } = new Validator().validate(JSON.parse(text), schema() as Schema);
  return errors.map((error) => error.stack);
}

export function validateWithAjv(text: string): readonly string[] {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  const validate = ajv.compile(schema() as SchemaObject);
  validate(JSON.parse(text));
  return (validate.errors ?? []).map(
    ({ instancePath, message = "" }) => `${instancePath} ${message}`,
  );
}

/** Results of the multitool at levels error and warning. */
export function validateWithMultitool(text: string): readonly string[] {
  const binary = multitool();
  // With npm's install scripts off, nothing else makes it executable.
  chmodSync(binary, 0o755);
  const folder = mkdtempSync(join(tmpdir(), "inferlint-sarif-"));
  try {
    const input = join(folder, "report.sarif");
    const output = join(folder, "verdict.sarif");
    writeFileSync(input, text);
    const { stdout, stderr, error } = spawnSync(
      binary,
      [
        ["validate", input, "--rule-kind", "Sarif;Ghas", "--config", join(home, "mt.xml")],
        ["--level", "Error;Warning", "--output", output, "--log", "ForceOverwrite"],
      ].flat(),
      {
        encoding: "utf8",
        timeout: 120_000,
        // It would need ICU otherwise, which slim machines lack.
        env: { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: "1" },
      },
    );
    if (error) throw error;
    // Its exit code is 0 whatever it finds; only a verdict file with a run in it says that it looked.
    if (!existsSync(output)) throw new Error(`the multitool gave no verdict: ${stdout}${stderr}`);
    return complaintsOf(readFileSync(output, "utf8"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function complaintsOf(verdict: string): readonly string[] {
  const { runs } = JSON.parse(verdict.replace(/^\uFEFF/, "")) as Log;
  const [run] = runs;
  if (!run) throw new Error("the multitool's verdict has no run");
  const troubles = (run.invocations ?? [])
    .flatMap(({ toolExecutionNotifications = [], toolConfigurationNotifications = [] }) => [
      ...toolExecutionNotifications,
      ...toolConfigurationNotifications,
    ])
    .filter(({ level }) => level === "error")
    .map(({ message }) => message.text ?? message.id ?? "an error without text");
  return [...(run.results ?? []).map(complaint), ...troubles];
}

function complaint({ ruleId = "", message, locations }: Result): string {
  const { startLine = 0 } = locations?.[0]?.physicalLocation?.region ?? {};
  const said = [message.text ?? message.id ?? "", ...(message.arguments ?? [])].join(" | ");
  return `${ruleId} line ${startLine}: ${said}`;
}

function schema(): unknown {
  return JSON.parse(readFileSync(join(dirname(multitool()), "sarif-2.1.0.json"), "utf8"));
}

function multitool(): string {
  if (!existsSync(multitoolManifest))
    throw new Error(
      "sarif-multitool is missing: npm ci --ignore-scripts --prefix test/sarif-multitool",
    );
  // The package's main file exports the path of the binary for this system.
  return createRequire(join(home, "package.json"))("@microsoft/sarif-multitool") as string;
}
