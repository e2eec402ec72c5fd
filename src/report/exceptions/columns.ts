import type { Exemption, ExemptionList } from "../../domain/rule/exemption.ts";
import { daysLeft } from "./counts.ts";

/** The columns of a table, in order. */
export const columns = [
  "kind",
  "place",
  "rules",
  "files",
  "images",
  "stage",
  "reason",
  "until",
  "days left",
  "status",
  "why",
  "hides",
] as const;

/** One row for each exemption, each cell as text; foreign text is as it is. */
export function* rowsOf({ exemptions, asOf }: ExemptionList): Iterable<readonly string[]> {
  for (const exemption of exemptions) {
    const { kind, location, rules, files, stage, reason, until, status, why, hides } = exemption;
    const left = daysLeft(exemption, asOf);
    yield [
      kind,
      `${location.path}:${location.region.startLine}`,
      rules.join(", "),
      files?.join(", ") ?? "",
      imagesOf(exemption).join(", "),
      stage ?? "",
      reason ?? "",
      until ?? "",
      left === null ? "" : String(left),
      status,
      why ?? "",
      String(hides.length),
    ];
  }
}

/** What it is about: patterns, or the images of what it hides. */
export function imagesOf({ images, image, hides }: Exemption): readonly string[] {
  if (images) return images;
  if (image !== null) return [image];
  return [...new Set(hides.flatMap((finding) => finding.image ?? []))];
}
