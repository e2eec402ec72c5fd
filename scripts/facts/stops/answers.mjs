import { describedLatest } from "../build/latest.mjs";
import { answeredFacts, answersOf, isBefore, registry } from "../build/registry.mjs";

const names = { os: "OS", cuda: "CUDA", user: "default user", conda: "conda environment" };

/** Facts of `latest` about which a document and the registry differ, where the answer is not older than the document. */
export function* contradictedAnswers({ repositories }, collected) {
  for (const [name, answers] of Object.entries(answersOf(collected))) {
    const image = repositories[name];
    if (!image || image.family === "unverified") continue;
    const described = describedLatest(image);
    if (isBefore(answers, described.asOf ?? "", image)) continue;
    for (const [key, what, is, answered] of differing(described, answeredFacts(answers)))
      yield {
        change: `the ${what} of ${name}:latest is ${is} in ${plain(described)}, ${answered} in ${registry}`,
        source: registry,
        asOf: answers.answeredAt.slice(0, 10),
        also: image.inferred?.includes(key)
          ? "what is inferred gives way to the registry about `latest`"
          : "the document counts, also if you accept it",
      };
  }
}

function* differing(described, answered) {
  const stated = { ...described, cuda: described.cuda ?? noCuda(described) };
  for (const [key, what] of Object.entries(names))
    if (stated[key] && answered[key] && !isSame[key](stated[key], answered[key]))
      yield [key, what, stated[key], answered[key]];
  if (!answered.env) return;
  for (const name of described.env?.names ?? [])
    if (!answered.env.includes(name)) yield ["env", `variable ${name}`, "set", "not set"];
}

const noCuda = ({ processor }) => (processor === "cpu" ? "none" : undefined);

const isEqual = (a, b) => a === b;
const isNumber = (user) => /^\d+$/.test(user);

const isSame = {
  os: isEqual,
  /** A version may be given in less detail: 12.4 and 12.4.1. */
  cuda: (a, b) => a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`),
  /** A number may be that of a name, but not of root. */
  user: (a, b) => a === b || (isNumber(a) !== isNumber(b) && a !== "root" && b !== "root"),
  conda: isEqual,
};

/** Without its state, so that a newer state is the same change. */
const plain = ({ source }) => source.replace(/@.*$/, "");
