// The software bill of materials: what the bundler put into dist/, as CycloneDX 1.6.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { bundledPackages } from "../notices.mjs";
import { ReleaseError } from "./release-error.mjs";

/**
 * @param {string} root has the lock file and node_modules/
 * @param {{ folders: readonly string[], manifest: { name: string, version: string, description: string, license: string,
 * homepage: string }, date: string }} release folders: of the packages, as `packageFolders` finds them; date: `YYYY-MM-DD`
 * @returns {string} the text of the file
 * @throws ReleaseError if the lock file does not have a package that was bundled
 */
export function billOfMaterials(root, { folders, manifest, date }) {
  const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
  const components = bundledPackages(folders, root).map((one) => componentOf(one, lock));
  const own = `pkg:npm/${manifest.name}@${manifest.version}`;
  const content = {
    metadata: {
      timestamp: `${date}T00:00:00Z`,
      component: {
        type: "application",
        "bom-ref": own,
        name: manifest.name,
        version: manifest.version,
        description: manifest.description,
        licenses: licensesOf(manifest.license),
        purl: own,
        externalReferences: [{ type: "website", url: manifest.homepage }],
      },
    },
    components,
    dependencies: [
      { ref: own, dependsOn: components.map((one) => one["bom-ref"]) },
      ...components.map((one) => ({ ref: one["bom-ref"] })),
    ],
  };
  const bom = {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    serialNumber: `urn:uuid:${uuidOf(JSON.stringify(content))}`,
    version: 1,
    ...content,
  };
  return `${JSON.stringify(bom, null, 2)}\n`;
}

function componentOf({ name, version, licence, address, folder, embedded }, lock) {
  const key = folder.slice(folder.indexOf("node_modules/"));
  const entry = lock[key];
  if (entry?.version !== version)
    throw new ReleaseError(
      `${key} is ${version}, and package-lock.json has ${entry?.version ?? "none"}: run npm ci --ignore-scripts`,
    );
  const purl = `pkg:npm/${name.replace("@", "%40")}@${version}`;
  return {
    type: "library",
    "bom-ref": purl,
    name,
    version,
    licenses: licensesOf(licence),
    purl,
    hashes: [{ alg: "SHA-512", content: digestOf(key, entry.integrity) }],
    ...(address === null ? {} : { externalReferences: [{ type: "vcs", url: address }] }),
    ...(embedded.length === 0 ? {} : { components: embedded.map((one) => embeddedOf(one, purl)) }),
  };
}

/** Code of others in a package, whose version the package does not state. */
function embeddedOf({ name, address, licence }, parent) {
  return {
    type: "library",
    "bom-ref": `${parent}#${name}`,
    name,
    licenses: licensesOf(licence),
    externalReferences: [{ type: "vcs", url: address }],
  };
}

function licensesOf(licence) {
  return /^[\w.+-]+$/.test(licence) ? [{ license: { id: licence } }] : [{ expression: licence }];
}

/** The digest of the package's tarball, in hexadecimal digits. */
function digestOf(key, integrity = "") {
  const [, base64] = /^sha512-([\w+/]{86}==)$/.exec(integrity) ?? [];
  if (base64 === undefined)
    throw new ReleaseError(
      `package-lock.json has no SHA-512 of ${key}: run npm install --ignore-scripts`,
    );
  return Buffer.from(base64, "base64").toString("hex");
}

/** A UUID that follows from the content, so that two builds of one release have the same (RFC 9562, version 8). */
function uuidOf(content) {
  const bytes = createHash("sha256").update(content).digest().subarray(0, 16);
  bytes[6] = (bytes[6] & 0x0f) | 0x80;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
