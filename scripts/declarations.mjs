import { generateDtsBundle } from "dts-bundle-generator";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, posix } from "node:path";
import ts from "typescript";

/**
 * The declarations of an entry and of everything it refers to, as the text of one file.
 *
 * The declaration of each module is made from its own text alone, as `isolatedDeclarations` allows. So only modules that the
 * public types refer to are read, and none of the implementation.
 * @param {string} root a directory that holds all these modules
 * @param {string} entry a TypeScript file, relative to the root
 */
export function bundleDeclarations(root, entry) {
  const directory = mkdtempSync(join(tmpdir(), "inferlint-declarations-"));
  try {
    writeDeclarations(root, entry, directory);
    const config = join(directory, "tsconfig.json");
    const compilerOptions = { ...settings, noEmit: true, types: [], skipLibCheck: false };
    writeFileSync(config, JSON.stringify({ compilerOptions }));
    const filePath = join(directory, entry.replace(/\.ts$/, ".d.ts"));
    const output = { noBanner: true, exportReferencedTypes: false };
    const [text] = generateDtsBundle([{ filePath, output }], { preferredConfigPath: config });
    return text;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

const settings = {
  target: "es2023",
  module: "nodenext",
  moduleResolution: "nodenext",
  strict: true,
};

/** Writes the declarations of a module and of those that its declarations import, each as `.d.ts` at its own path. */
function writeDeclarations(root, entry, directory) {
  const paths = new Set([entry]);
  for (const path of paths) {
    const { outputText, diagnostics } = ts.transpileDeclaration(
      readFileSync(join(root, path), "utf8"),
      {
        fileName: path,
        reportDiagnostics: true,
        compilerOptions: {
          ...ts.convertCompilerOptionsFromJson(settings, ".").options,
          isolatedDeclarations: true,
        },
      },
    );
    if (diagnostics?.length > 0)
      throw new Error(ts.formatDiagnostics(diagnostics, ts.createCompilerHost({})));
    for (const { fileName } of ts.preProcessFile(outputText).importedFiles)
      if (fileName.startsWith(".")) paths.add(posix.join(posix.dirname(path), fileName));
    const target = join(directory, path.replace(/\.ts$/, ".d.ts"));
    mkdirSync(dirname(target), { recursive: true });
    // A declaration file is imported by the name of its JavaScript file.
    writeFileSync(target, outputText.replaceAll(/(from "\.[^"]+)\.ts"/g, '$1.js"'));
  }
}
