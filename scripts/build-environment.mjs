// Installs what builds the wheel, which `npm run release` does as well.
import { fileURLToPath } from "node:url";
import { buildEnvironment } from "./release/wheel.mjs";

buildEnvironment(fileURLToPath(new URL("..", import.meta.url)));
