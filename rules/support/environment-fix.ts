import type { NamedEnvironment } from "../../src/domain/build/image-run.ts";
import type { InferenceImage } from "../../src/domain/build/inference-images.ts";
import type { Edit, FixOrReason } from "../../src/domain/rule/finding.ts";
import { withoutFix } from "../../src/domain/rule/finding.ts";
import { versionText } from "./destination.ts";

type EnvironmentImage = Pick<InferenceImage, "written" | "region"> & {
  readonly environment: NamedEnvironment;
};

const isElsewhere = withoutFix("the version of the environment is written in another place");

/** Another version of an environment. @param to a version, or `latest` */
export function versionFix(
  { written, region, environment }: EnvironmentImage,
  to: string,
  safe: boolean,
): FixOrReason {
  const { name, version } = environment;
  const start = written.lastIndexOf(name) + name.length;
  const tail = written.slice(start);
  if (version === null || !tail.endsWith(version)) return isElsewhere;
  const edit = editOf({ written, region }, start, written.length, newTail(tail, to));
  const what = versionText(name, to);
  return edit
    ? {
        fix: {
          safe,
          description: `Change environment ${name}:${version} to ${what}.`,
          edits: [edit],
        },
      }
    : severalLines;
}

/**
 * Another environment. Never safe: what is in the image changes.
 * @param to its version, or `latest`
 * @param describe makes the description from what is written then
 */
export function environmentFix(
  { written, region, environment }: EnvironmentImage,
  other: string,
  to: string,
  describe: (text: string) => string,
): FixOrReason {
  const { name, version, label } = environment;
  const start = written.lastIndexOf(name);
  const tail = written.slice(start + name.length);
  const isNameOnly = tail === "" && version === null && label === null && to === "latest";
  if (start < 0 || (tail === "" && !isNameOnly)) return isElsewhere;
  const text = isNameOnly ? other : other + newTail(tail, to);
  const edit = editOf({ written, region }, start, written.length, text);
  if (!edit) return severalLines;
  const description = describe(`environment ${isNameOnly ? other : versionText(other, to)}`);
  return { fix: { safe: false, description, edits: [edit] } };
}

const severalLines = withoutFix("the environment is written over several lines or with escapes");

/** In the form that is written: `:3` and `@latest`, or `/versions/3` and `/labels/latest`. */
function newTail(tail: string, to: string): string {
  if (tail.startsWith("/")) return to === "latest" ? "/labels/latest" : `/versions/${to}`;
  return to === "latest" ? "@latest" : `:${to}`;
}

function editOf(
  { written, region }: Pick<InferenceImage, "written" | "region">,
  start: number,
  end: number,
  text: string,
): Edit | null {
  const { startLine, startColumn, endLine, endColumn } = region;
  if (startLine !== endLine || endColumn - startColumn !== written.length) return null;
  const place = { startColumn: startColumn + start, endColumn: startColumn + end };
  return { region: { startLine, endLine, ...place }, text };
}
