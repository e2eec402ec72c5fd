// What a refresh changes, in words of users.
import { latestFacts } from "../build/latest.mjs";
import { byCycle } from "../order.mjs";
import { grouped } from "./grouped.mjs";
import { newVersions } from "./new-versions.mjs";

const facts = ["os", "python", "cuda", "user", "framework", "processor", "conda", "env"];
const names = {
  os: "OS",
  python: "Python",
  cuda: "CUDA",
  user: "default user",
  framework: "framework",
  processor: "processor",
  conda: "conda environment",
  env: "variables",
};

/** @returns {{ title: string, lines: string[] }[]} sections that have something to say */
export function factSections(before, after) {
  return [
    { title: "Images", lines: imageLines(before.images.repositories, after.images.repositories) },
    { title: "New versions", lines: newVersions(before, after) },
    {
      title: "What `latest` holds",
      lines: latestLines(before.images.repositories, after.images.repositories),
    },
    {
      title: "Remedies",
      lines: remedyLines(before.images.repositories, after.images.repositories),
    },
    { title: "Ends of support", lines: cycleLines(before, after) },
    { title: "Wheels", lines: wheelLines(before.wheels?.wheels ?? {}, after.wheels.wheels) },
    {
      title: "Environments",
      lines: environmentLines(before.environments?.environments ?? {}, after.environments),
    },
    { title: "Sources read", lines: sourceLines(before.images, after.images) },
  ].filter(({ lines }) => lines.length > 0);
}

const state = ({ family, support, withdrawn, preview, documented }) => {
  if (support === "withdrawn") return `withdrawn on ${withdrawn}`;
  if (support === "dropped") return `dropped: last listed on ${documented.split("..")[1]}`;
  if (support === "never-listed")
    return family === "unverified" ? "not known to be published" : "never listed";
  return (
    (support ?? (withdrawn && `withdrawn on ${withdrawn}`) ?? "no support state") +
    (preview ? ", as a preview" : "")
  );
};

function imageLines(before, after) {
  const all = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  const changes = all.flatMap((name) => {
    const [was, is] = [before[name], after[name]];
    if (!was) return [[name, `new: ${state(is)}`]];
    if (!is) return [[name, `no longer known; it was: ${state(was)}`]];
    return state(was) === state(is) ? [] : [[name, `now: ${state(is)}; before: ${state(was)}`]];
  });
  return grouped(changes);
}

const latestLines = (before, after) =>
  changedImages(before, after, (was, is) => {
    const [old, now] = [shownFacts(was), shownFacts(is)];
    return facts
      .filter((key) => old[key] !== now[key])
      .map((key) => `${names[key]} ${shown(now[key])} (before: ${shown(old[key])})`)
      .join(", ");
  });

const shown = (value) => value ?? "not known";

/** Facts that a line can show: variables by their names. */
function shownFacts(image) {
  const { env, ...others } = latestFacts(image);
  return { ...others, env: (env?.names ?? env)?.join(" ") };
}

const remedyLines = (before, after) =>
  changedImages(before, after, (was, is) => {
    const [old, now] = [was.successor?.repository, is.successor?.repository];
    if (old === now) return "";
    return `${now ? `use \`${now}\`` : "no successor"} (before: ${old ? `\`${old}\`` : "none"})`;
  });

/** @param textOf says what changed of an image that was known before; nothing is empty */
function changedImages(before, after, textOf) {
  const changes = Object.keys(after)
    .filter((name) => before[name])
    .map((name) => [name, textOf(before[name], after[name])]);
  return grouped(changes.filter(([, text]) => text !== ""));
}

function cycleLines({ "release-cycles": before }, { "release-cycles": after }) {
  const all = [...new Set([...Object.keys(before.cycles), ...Object.keys(after.cycles)])].sort(
    byCycle,
  );
  const end = { endOfLife: "standard support", endOfExtendedLife: "extended support" };
  return all.flatMap((name) =>
    Object.entries(end).flatMap(([key, words]) => {
      const [was, is] = [before.cycles[name]?.[key], after.cycles[name]?.[key]];
      return was === is ? [] : [`${name}: ${words} ends ${shown(is)} (before: ${shown(was)})`];
    }),
  );
}

const wheelLines = (before, after) =>
  Object.entries(after).flatMap(([name, lines]) =>
    Object.keys({ ...before[name], ...lines })
      .filter((python) => before[name]?.[python] !== lines[python])
      .map((python) => {
        const [was, is] = [before[name]?.[python], lines[python]].map((line) =>
          line === undefined ? "none" : `since ${line}`,
        );
        return `${name} for Python ${python}: ${is} (before: ${was})`;
      }),
  );

const environmentLines = (before, { environments: after }) =>
  Object.keys({ ...before, ...after })
    .filter((name) => before[name]?.image !== after[name]?.image)
    .map((name) => `${name}: ${imageOf(after[name])} (before: ${imageOf(before[name])})`);

const imageOf = (environment) => (environment ? `\`${environment.image}\`` : "not known");

const sourceLines = ({ sources: before = {} }, { sources: after }) =>
  Object.entries(after).flatMap(([name, { name: is, asOf }]) =>
    before[name]?.name === is && before[name].asOf === asOf
      ? []
      : [
          `${is}, ${asOf} (before: ${before[name] ? `${before[name].name}, ${before[name].asOf}` : "not read"})`,
        ],
  );
