// What a Dockerfile states about the image that it builds, read with the parser and resolver of the linter itself.
import {
  isUnknown,
  lexWord,
  lineage,
  nameOfUser,
  openReading,
  parseDockerfile,
  patternBudget,
  resolveBuild,
} from "./product.mjs";

/** More text in one RUN is data. */
const maxCommand = 100_000;

/**
 * `{ parent, user, env, commands }`: the image that the last stage is built on as expanded, or null; the last USER, or null without
 * one; the variables that ENV sets, by name; and the texts of all RUN instructions of the stage and those below it, in order.
 */
export function readDockerfile(path, text) {
  const dockerfile = parseDockerfile(path, text);
  const build = resolveBuild(dockerfile, {
    buildArgs: new Map(),
    target: null,
    platform: "linux/amd64",
    reading: openReading,
  });
  if (build.target === null) return { parent: null, user: null, env: {}, commands: [] };
  const stages = lineage(build, build.target);
  const { base } = stages.at(-1);
  const parent = base.kind === "image" ? base.image.expansion.text : null;
  const { user } = build.stages[build.target];
  const lines = text.split(/\r\n|\n|\r/);
  const own = stages.toReversed().flatMap((stage) => instructionsOf(dockerfile, build, stage));
  return {
    parent: parent && !isUnknown(parent) ? parent : null,
    user: user.kind === "explicit" ? knownUser(user.expansion.text) : null,
    env: envOf(own, dockerfile.escape),
    commands: own.filter(({ keyword }) => keyword === "RUN").map((run) => commandOf(run, lines)),
  };
}

const knownUser = (text) => (isUnknown(text) ? null : nameOfUser(text) || "root");

/** The instructions between the FROM of a stage and the next FROM. */
function instructionsOf({ instructions }, { stages }, { index, line }) {
  const end = stages[index + 1]?.line ?? Number.POSITIVE_INFINITY;
  return instructions.filter(
    ({ region, keyword }) =>
      keyword !== "FROM" && region.startLine > line && region.startLine < end,
  );
}

/** A value that depends on a variable which no ENV sets is kept with that variable empty. */
function envOf(instructions, escape) {
  const env = new Map();
  const lookup = (name) => ({ text: env.get(name) ?? "", unresolved: [] });
  for (const { pairs } of instructions.filter(({ keyword }) => keyword === "ENV")) {
    const values = pairs.map(({ name, value }) => [name.text, expand(value.text, lookup, escape)]);
    for (const [name, value] of values) env.set(name, value);
  }
  return Object.fromEntries(env);
}

function expand(text, lookup, escape) {
  try {
    const options = { lookup, escape, budget: patternBudget(), onRequired: () => undefined };
    return lexWord(text, options).text;
  } catch {
    return "";
  }
}

/** Without comment lines, which the shell never gets, and with continued lines joined. */
function commandOf({ region, end }, lines) {
  return lines
    .slice(region.startLine - 1, end?.line ?? region.endLine)
    .filter((line) => !/^\s*#/.test(line))
    .join("\n")
    .slice(0, maxCommand)
    .replace(/[\\`][ \t]*\n/g, " ")
    .replace(/^\s*RUN\s+/i, "");
}
