// The parts of the linter that the collectors use.
import { importSource } from "../../source.mjs";

export const {
  isInferenceName,
  isUnknown,
  lexWord,
  lineage,
  nameOfUser,
  openReading,
  parseDockerfile,
  patternBudget,
  readAzuremlName,
  readReference,
  resolveBuild,
} = await importSource(`
  export { parseDockerfile } from "./src/parse/index.ts";
  export { resolveBuild } from "./src/resolve/index.ts";
  export { openReading } from "./src/domain/build/reading.ts";
  export { lineage } from "./src/domain/build/build.ts";
  export { nameOfUser } from "./src/domain/build/user.ts";
  export { isUnknown } from "./src/shell/unresolved.ts";
  export { lexWord } from "./src/shell/shell-word.ts";
  export { patternBudget } from "./src/shell/substitution.ts";
  export { isInferenceName, readAzuremlName } from "./src/domain/image/azureml-name.ts";
  export { readReference } from "./src/domain/image/image-reference.ts";
`);
