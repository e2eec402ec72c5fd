import { asking, connecting } from "./option-groups.ts";
import type { OptionName, OptionSpec } from "./option-types.ts";

type NetworkOption =
  "online" | "offline" | "facts" | "strict" | "timeout" | "cache-dir" | "no-cache" | "ca-file";

/** The options about registries, a part of the table of options. */
export const networkOptions: Readonly<Record<NetworkOption & OptionName, OptionSpec>> = {
  online: {
    ...{ heading: "Network", commands: connecting },
    about: "ask registries what the catalogue cannot know: Microsoft's, and those you allowed",
    aboutFor: { "facts update": "has no effect: registries are asked in any case" },
  },
  offline: {
    ...{ heading: "Network", commands: asking },
    about: "do not use the network (the default); the last of --online and --offline counts",
  },
  facts: {
    ...{ value: "FILE", heading: "Network", commands: asking },
    about:
      "use what inferlint facts update saved, or the facts of a newer release (or INFERLINT_FACTS)",
  },
  strict: {
    ...{ heading: "Network", commands: asking },
    about:
      "exit 2 if a lookup could not be resolved, if a policy, facts, baseline or --config file is in the repository, or if the base of --against has the same files",
  },
  timeout: {
    ...{ value: "SECONDS", heading: "Network", commands: connecting },
    about: "time limit for all requests to registries together (default: 30)",
  },
  "cache-dir": {
    ...{ value: "DIR", heading: "Network", commands: [...connecting, "cache"] },
    about: "where responses are cached, outside the repository (or INFERLINT_CACHE_DIR)",
  },
  "no-cache": {
    ...{ heading: "Network", commands: connecting },
    about: "neither read nor write the cache",
  },
  "ca-file": {
    ...{ value: "FILE", heading: "Network", commands: connecting },
    about: "trust these certificates as well (PEM)",
  },
};
