import type { Document, YAMLMap } from "yaml";
import { isMap, isScalar, isSeq } from "yaml";
import { scalarIn, valueIn } from "./walk.ts";

/** Names of files that list images and name none that is run: locks, bots, and inferlint's own. */
const names: readonly RegExp[] = [
  /^\.inferlint(?:-baseline)?\.(?:ya?ml|json)$/i,
  /(?:^|[.-])lock\.(?:json|ya?ml)$/i,
  /^npm-shrinkwrap\.json$/i,
  /^(?:\.renovaterc(?:\.json5?)?|renovate\.json5?)$/i,
  /^dependabot\.ya?ml$/i,
];

/** Whether a file is not read because of its name. @param path with `/` */
export function isExcludedName(path: string): boolean {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return names.some((pattern) => pattern.test(name));
}

/** Whether a document is not read because of what it is. */
export function isExcludedDocument({ contents }: Document): boolean {
  if (!isMap(contents)) return false;
  return isOwn(contents) || isReport(contents) || isBot(contents) || isAdmissionRule(contents);
}

function textIn(map: YAMLMap, ...keys: readonly string[]): string {
  const scalar = scalarIn(map, ...keys);
  return scalar && typeof scalar.value === "string" ? scalar.value : "";
}

function keysOf(map: YAMLMap): readonly string[] {
  return map.items.map(({ key }) => (isScalar(key) ? (key.source ?? "") : ""));
}

/** What may stand at the top of a configuration or policy. */
const ownKeys: readonly string[] = [
  "$schema",
  "allowLocal",
  "baseline",
  "build",
  "exceptions",
  "failOn",
  "files",
  "images",
  "maxExceptionDays",
  "overrides",
  "rules",
  "supportWindow",
];
/** Those of them that no other file has. */
const tellingKeys: readonly string[] = [
  "allowLocal",
  "exceptions",
  "failOn",
  "maxExceptionDays",
  "supportWindow",
];
const ownImageKeys: readonly string[] = ["include", "mirrors"];

/** Reports, facts and baselines of inferlint; its configuration and policy, which can have any name. */
function isOwn(map: YAMLMap): boolean {
  if (textIn(map, "schema").startsWith("inferlint.")) return true;
  if (/\binferlint\.\w+\.v\d/.test(textIn(map, "$schema"))) return true;
  const keys = keysOf(map);
  if (keys.length === 0 || !keys.every((key) => ownKeys.includes(key))) return false;
  const images = valueIn(map, "images");
  const isImages = isMap(images) && keysOf(images).every((key) => ownImageKeys.includes(key));
  if (images !== null && !isImages) return false;
  return isImages || isMap(valueIn(map, "rules")) || keys.some((key) => tellingKeys.includes(key));
}

/** SARIF, CycloneDX and SPDX. */
function isReport(map: YAMLMap): boolean {
  return (
    (isSeq(valueIn(map, "runs")) && textIn(map, "version").startsWith("2.")) ||
    /\bsarif\b/i.test(textIn(map, "$schema")) ||
    textIn(map, "bomFormat") === "CycloneDX" ||
    /\bcyclonedx\.org\b/i.test(textIn(map, "$schema")) ||
    scalarIn(map, "spdxVersion", "SPDXID") !== null ||
    /\bspdx\.org\b/i.test(textIn(map, "@context"))
  );
}

function isBot(map: YAMLMap): boolean {
  return /\brenovate-schema\b/i.test(textIn(map, "$schema"));
}

const admissionGroups =
  /(?:^|[./])(?:kyverno\.io|gatekeeper\.sh|policy\.sigstore\.dev|kubewarden\.io|admissionregistration\.k8s\.io|imagepolicy\.k8s\.io)\//i;
const admissionKinds =
  /^(?:K8s\w+|\w+Constraint|ConstraintTemplate|ClusterPolicy|ClusterImagePolicy|ImagePolicy|ImageContentPolicy)$/;

/** Rules of Kubernetes and of Azure Policy that say which images may run. */
function isAdmissionRule(map: YAMLMap): boolean {
  const version = textIn(map, "apiVersion");
  const kind = textIn(map, "kind");
  if (version !== "" && (admissionGroups.test(version) || admissionKinds.test(kind))) return true;
  const properties = valueIn(map, "properties");
  return (
    isMap(valueIn(map, "policyRule")) ||
    (isMap(properties) && isMap(valueIn(properties, "policyRule")))
  );
}
