// Functions of the product that these scripts use, so that one thing is worked out in one place.
import { build } from "esbuild";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** Bundles modules of src/ and imports them. @param contents the module, with paths from the root of the project */
export async function loadSource(contents, plugins = []) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: root },
    bundle: true,
    write: false,
    platform: "node",
    format: "esm",
    // Packages from npm that are CommonJS call require().
    banner: {
      js: `import { createRequire } from "node:module"; const require = createRequire(${JSON.stringify(import.meta.url)});`,
    },
    loader: { ".md": "text" },
    plugins,
  });
  return await import(
    `data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString("base64")}`
  );
}

/** `readAzuremlName` of the product. */
export async function loadReadName() {
  const { readAzuremlName } = await loadSource(
    'export { readAzuremlName } from "./src/domain/image/azureml-name.ts";',
  );
  return readAzuremlName;
}
