import type { FormerIds } from "../../domain/rule/rule-names.ts";
import type { PassedOption } from "../option-types.ts";
import { PassedOptions } from "./passed-options.ts";

/** The options with the id of today for each former id of a rule that they name. */
export function withCurrentRules({ list }: PassedOptions, formerIds: FormerIds): PassedOptions {
  const renamed = new Map<string, string>();
  const idOf = (name: string): string => {
    const id = formerIds.get(name.trim());
    if (id === undefined) return name;
    renamed.set(name.trim(), id);
    return id;
  };
  const current = ({ name, value }: PassedOption): PassedOption => {
    if (name === "only" || name === "ignore")
      return { name, value: value.split(",").map(idOf).join(",") };
    if (name !== "rule") return { name, value };
    const [id = "", ...level] = value.split("=");
    return { name, value: [idOf(id), ...level].join("=") };
  };
  return new PassedOptions(list.map(current), renamed);
}
