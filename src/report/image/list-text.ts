import type { ImageFacts } from "../../domain/image/image-facts.ts";
import { microsoftRegistry } from "../../domain/image/image-policy.ts";
import { valueOf } from "../../domain/image/known.ts";
import { counted, joinList } from "../../text/list.ts";
import { safeText } from "../safe-text.ts";
import { styleOf } from "../style.ts";
import { wrap } from "../text/wrap.ts";
import type { ImagesReport } from "./image-report.ts";
import type { ImageTextOptions } from "./text.ts";
import type { Release } from "./known-ends.ts";
import { osOf, pythonOf, supportText } from "./known-ends.ts";

/** The images in support for people, two lines each. */
export function* imagesText(
  { images, unknown, choice, asOf }: ImagesReport,
  options: Pick<ImageTextOptions, "colors" | "width">,
): Iterable<string> {
  const style = styleOf(options.colors);
  const width = Math.max(options.width, 40);
  for (const { facts } of images) {
    yield `${style.bold(safeText(`${microsoftRegistry}/${facts.repository}`))}\n`;
    for (const line of wrap(factsText(facts, asOf), 2, width)) yield `  ${line}\n`;
  }
  const wanted = [
    ...(choice.processor === null ? [] : [choice.processor.toUpperCase()]),
    ...(choice.python === null ? [] : [`Python ${choice.python}`]),
  ];
  const kind = wanted.length === 0 ? "" : ` (${joinList(wanted)})`;
  const total = images.length === 0 ? "No image" : counted(images.length, "image");
  yield `${images.length === 0 ? "" : "\n"}${total} in support${kind}, as of ${asOf}\n`;
  if (unknown.length > 0) {
    const names = unknown.map(({ facts }) => facts.repository);
    const text = `It is not known whether these fit: ${joinList(names)}`;
    for (const line of wrap(text, 0, width)) yield `${line}\n`;
  }
}

/** `listed, CPU; Ubuntu 22.04 until 2027-06-01; Python 3.12 until 2028-10-31; user dockeruser`. */
function factsText(facts: ImageFacts, asOf: ImagesReport["asOf"]): string {
  const processor = valueOf(facts.processor)?.toUpperCase() ?? "processor unknown";
  const cuda = facts.cuda.known ? facts.cuda.value : "unknown";
  const user = valueOf(facts.defaultUser);
  const { existence } = facts;
  return [
    `${supportText(facts) ?? "support unknown"}; ${processor}${cuda === null ? "" : `, CUDA ${cuda}`}`,
    release("operating system", osOf(facts, asOf), ""),
    release("Python", pythonOf(facts, asOf), "Python "),
    user === null ? "user unknown" : `user ${user}`,
    ...(existence.kind === "absent" ? [`${existence.registry} does not have it`] : []),
  ].join("; ");
}

function release(what: string, { name, end }: Release, product: string): string {
  if (name === null) return `${what} unknown`;
  return `${product}${name}${end === "" ? "" : ` ${end}`}`;
}
