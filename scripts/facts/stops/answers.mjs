import { describedLatest } from "../build/latest.mjs";
import { answeredFacts, answersOf, isAbsent, isBefore, registry } from "../build/registry.mjs";

const names = { os: "OS", cuda: "CUDA", user: "default user", conda: "conda environment" };

/** What the registry and a document say differently, where the answer is not older than the document. */
export function* contradictedAnswers({ repositories }, collected) {
  for (const [name, answers] of Object.entries(answersOf(collected))) {
    const image = repositories[name];
    if (!image) continue;
    const contradictions = [...existence(name, image, answers), ...facts(name, image, answers)];
    const asOf = answers.answeredAt.slice(0, 10);
    for (const contradiction of contradictions) yield { source: registry, asOf, ...contradiction };
  }
}

/** Images that documents support and the registry lacks, and images that nobody was known to have published. */
function* existence(name, image, answers) {
  const { family, support } = image;
  if (family === "unverified") {
    if (Array.isArray(answers.tags))
      yield {
        change: `${name} is not known to be published in ${plain(image)}, published in ${registry}`,
        also: "give it another family in decided.yaml",
      };
  } else if (["listed", "published"].includes(support) && isAbsent(answers, image.asOf ?? ""))
    yield {
      change: `${name}:latest is ${support} in ${plain(image)}, absent in ${registry}`,
      also: "it stays in the catalogue as it is if you accept it",
    };
}

/** Facts of `latest` about which a document and the registry differ. */
function* facts(name, image, answers) {
  if (image.family === "unverified") return;
  const described = describedLatest(image);
  if (isBefore(answers, described.asOf ?? "", image)) return;
  for (const [key, what, is, answered] of differing(described, answeredFacts(answers)))
    yield {
      change: `the ${what} of ${name}:latest is ${is} in ${plain(described)}, ${answered} in ${registry}`,
      also: image.inferred?.includes(key)
        ? "what is inferred gives way to the registry about `latest`"
        : "the document counts, also if you accept it",
    };
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
