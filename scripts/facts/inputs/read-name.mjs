import { importSource } from "../../source.mjs";

/** `readAzuremlName` of the product, so that names are read in one place. */
export async function loadReadName() {
  const { readAzuremlName } = await importSource(
    'export { readAzuremlName } from "./src/domain/image/azureml-name.ts";',
  );
  return readAzuremlName;
}
