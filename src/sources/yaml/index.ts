import type { Scalar } from "yaml";
import type { FoundText, SourceReader, Value } from "../source-reading.ts";
import { emptyReading } from "../source-reading.ts";
import { commentPlacesIn, commentsIn } from "./comments.ts";
import { dockerfilesIn } from "./dockerfiles.ts";
import { isExcludedDocument } from "./not-read.ts";
import { parseYaml } from "./parse-yaml.ts";
import { referencesIn } from "./references.ts";
import { scalarText } from "./scalar-text.ts";
import { scalarValue } from "./scalar-value.ts";
import { readStructure } from "./structure/index.ts";
import { nodesOf } from "./walk.ts";

/** Reads YAML and JSON: every value that as a whole is a reference, values that are Dockerfiles, and what the structure says of them. */
export const read: SourceReader = (text, context) => {
  const parsed = parseYaml(text, context.path);
  const documents = parsed.documents.filter(
    (document) => !isExcludedDocument(document, context.path),
  );
  if (documents.length < parsed.documents.length && documents.length === 0) return emptyReading;
  const places = { masked: parsed.masked, original: text };
  const valueOf = remembered((scalar) => scalarValue(places, scalar));
  const nodes = nodesOf(documents);
  const structure = readStructure({ text, path: context.path, documents, valueOf });
  const readValue = (scalar: Scalar): Value => structure.valueOf(scalar) ?? valueOf(scalar);
  const comments = commentsIn(text, parsed.comments, nodes.scalars);
  const found = referencesIn(nodes, readValue, context, structure);
  return {
    references: [...found.values()],
    dockerfiles: dockerfilesIn(nodes.scalars, places, context, structure),
    embedded: structure.scripts.map((scalar) => script(scalar, places)),
    builds: structure.builds,
    deployed: structure.deployed,
    defined: structure.defined((scalar) => found.get(scalar) ?? null),
    conda: structure.conda,
    comments,
    ...(comments.length > 0 ? { commentPlaces: commentPlacesIn(text, nodes.scalars) } : {}),
    problems: parsed.problem ? [parsed.problem] : [],
  };
};

function script(scalar: Scalar, places: Parameters<typeof scalarText>[0]): FoundText {
  return { kind: "shell", path: null, text: scalarText(places, scalar), buildsOnly: true };
}

/** Several parts ask for the value of the same scalar. */
function remembered(valueOf: (scalar: Scalar) => Value): (scalar: Scalar) => Value {
  const known = new WeakMap<Scalar, Value>();
  return (scalar) => {
    const value = known.get(scalar) ?? valueOf(scalar);
    known.set(scalar, value);
    return value;
  };
}
