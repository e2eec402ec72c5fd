import type { NamedEnvironment } from "../../src/domain/build/image-run.ts";
import type { InferenceImage } from "../../src/domain/build/inference-images.ts";
import type { Edit, FixOrReason } from "../../src/domain/rule/finding.ts";
import { withoutFix } from "../../src/domain/rule/finding.ts";
import { versionText } from "./destination.ts";
import { within } from "./source-fragment.ts";

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
  const tail = tailOf(written, name);
  if (version === null || !tail?.endsWith(version)) return isElsewhere;
  const edit = editOf({ written, region }, written.length - tail.length, newTail(tail, to));
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
  const tail = tailOf(written, name);
  const isNameOnly = tail === "" && version === null && label === null && to === "latest";
  if (tail === null || (tail === "" && !isNameOnly)) return isElsewhere;
  const text = isNameOnly ? other : other + newTail(tail, to);
  const edit = editOf({ written, region }, written.length - tail.length - name.length, text);
  if (!edit) return severalLines;
  const description = describe(`environment ${isNameOnly ? other : versionText(other, to)}`);
  return { fix: { safe: false, description, edits: [edit] } };
}

const severalLines = withoutFix("the environment is written over several lines or with escapes");

/** What follows the name where it is a version or a label; null where it is not written so. */
function tailOf(written: string, name: string): string | null {
  const start = written.lastIndexOf(name);
  if (start < 0) return null;
  const tail = written.slice(start + name.length);
  return tail === "" || tailForm.test(tail) ? tail : null;
}

const tailForm = /^(?::[\w.-]+|(?::[\w.-]+)?@[\w.:-]+|\/(?:versions|labels)\/[\w.-]+)$/i;

/** In the form that is written: `:3` and `@latest`, or `/versions/3` and `/labels/latest`. */
function newTail(tail: string, to: string): string {
  if (tail.startsWith("/")) return to === "latest" ? "/labels/latest" : `/versions/${to}`;
  return to === "latest" ? "@latest" : `:${to}`;
}

/** Replaces what is written from an offset on. */
function editOf(
  { written, region }: Pick<InferenceImage, "written" | "region">,
  start: number,
  text: string,
): Edit | null {
  const rest = within(region, written, start, written.length - start);
  return rest && { region: rest, text };
}
