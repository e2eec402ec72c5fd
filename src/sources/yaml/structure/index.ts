import type { FoundRun } from "../../source-reading.ts";
import type { ReadStructure } from "./structure.ts";

const plainRun: FoundRun = {
  serves: false,
  conda: null,
  user: null,
  forbidsRoot: false,
  userSetting: null,
};

/** What the structure of a file says of its values. */
export const readStructure: ReadStructure = () => ({
  runOf: () => plainRun,
  builds: [],
  deployed: [],
  defined: () => [],
  conda: null,
  scripts: [],
  dockerfileOf: () => null,
});
