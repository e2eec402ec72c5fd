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

/**
 * What says what runs in deployments, environments, compose files, pipelines and manifests. A program takes such a file whatever
 * its name is and whatever else is in it, so neither hides it.
 */
const runKeys: ReadonlySet<string> = new Set(
  (
    "component container containers docker environment group image items job jobs pipelines resources services spec stages " +
    "steps target template trial"
  ).split(" "),
);

/** Whether a document is not read because of what it is, or what its file is called. @param path with `/` */
export function isExcludedDocument({ contents }: Document, path: string): boolean {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const isNamed = names.some((pattern) => pattern.test(name));
  if (!isMap(contents)) return isNamed;
  const keys = keysOf(contents);
  if (isReport(contents, keys) || isAdmissionRule(contents)) return true;
  if (keys.some((key) => runKeys.has(key)) || isServiceBody(contents)) return false;
  return isNamed || isOwn(contents, keys) || isBot(contents);
}

/** What the REST interface of Azure ML takes: it has nothing but `properties` that counts. */
function isServiceBody(map: YAMLMap): boolean {
  const properties = valueIn(map, "properties");
  return isMap(properties) && keysOf(properties).some((key) => /^(?:environment|image)/i.test(key));
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
function isOwn(map: YAMLMap, keys: readonly string[]): boolean {
  if (/^inferlint\.[a-z]+\/\d+$/.test(textIn(map, "schema"))) return true;
  if (keys.length === 0 || !keys.every((key) => ownKeys.includes(key))) return false;
  if (/\binferlint\.config\.v\d/.test(textIn(map, "$schema"))) return true;
  const images = valueIn(map, "images");
  const isImages = isMap(images) && keysOf(images).every((key) => ownImageKeys.includes(key));
  if (images !== null && !isImages) return false;
  return isImages || isMap(valueIn(map, "rules")) || keys.some((key) => tellingKeys.includes(key));
}

/** What may stand at the top of other reports: a deployment with one of their keys has others, too. */
const sarifKeys = /^(?:\$schema|version|runs|inlineExternalProperties|properties)$/;
const cycloneKeys =
  /^(?:\$schema|bomFormat|specVersion|serialNumber|version|metadata|components|services|externalReferences|dependencies|compositions|vulnerabilities|annotations|formulation|declarations|definitions|citations|properties|signature)$/;
const spdxKeys =
  /^(?:SPDXID|spdxVersion|spdxId|@context|@graph|@id|@type|type|name|comment|creationInfo|dataLicense|documentNamespace|documentDescribes|packages|files|snippets|relationships|annotations|externalDocumentRefs|hasExtractedLicensingInfos|revieweds)$/;

/** SARIF, CycloneDX and SPDX. */
function isReport(map: YAMLMap, keys: readonly string[]): boolean {
  const hasOnly = (known: RegExp): boolean => keys.every((key) => known.test(key));
  const isSarif =
    (isSeq(valueIn(map, "runs")) && textIn(map, "version").startsWith("2.")) ||
    /\bsarif\b/i.test(textIn(map, "$schema"));
  if (isSarif && hasOnly(sarifKeys)) return true;
  const isCyclone =
    textIn(map, "bomFormat") === "CycloneDX" || /\bcyclonedx\.org\b/i.test(textIn(map, "$schema"));
  // The services of compose are a mapping.
  if (isCyclone && hasOnly(cycloneKeys) && !isMap(valueIn(map, "services"))) return true;
  const isSpdx =
    scalarIn(map, "spdxVersion", "SPDXID") !== null ||
    /\bspdx\.org\b/i.test(textIn(map, "@context"));
  return isSpdx && hasOnly(spdxKeys);
}

function isBot(map: YAMLMap): boolean {
  return /\brenovate-schema\b/i.test(textIn(map, "$schema"));
}

const admissionGroups =
  /(?:^|[./])(?:kyverno\.io|gatekeeper\.sh|policy\.sigstore\.dev|kubewarden\.io|admissionregistration\.k8s\.io|imagepolicy\.k8s\.io)\//i;
const platformGroups = /(?:^|[./])openshift\.io\//i;
const platformKinds = /^(?:ClusterImagePolicy|ImagePolicy|ImageContentPolicy)$/;

/** Rules of Kubernetes and of Azure Policy that say which images may run. */
function isAdmissionRule(map: YAMLMap): boolean {
  const version = textIn(map, "apiVersion");
  const kind = textIn(map, "kind");
  if (admissionGroups.test(version)) return true;
  if (platformGroups.test(version) && platformKinds.test(kind)) return true;
  const properties = valueIn(map, "properties");
  return isPolicyDefinition(map) || (isMap(properties) && isPolicyDefinition(properties));
}

/** A definition of Azure Policy, and nothing else besides. */
function isPolicyDefinition(map: YAMLMap): boolean {
  return isMap(valueIn(map, "policyRule")) && !keysOf(map).some((key) => runKeys.has(key));
}
