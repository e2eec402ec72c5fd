import { describe, expect, test } from "vitest";
import { readText } from "../../support/source-tester.ts";

const image = "mcr.microsoft.com/azureml/minimal-py312-inference:latest";
const cell = (type: string): string => `{${type}, "source": "image = '${image}'"}`;
const code = cell('"cell_type": "code"');

describe("of a key that is written twice the last counts, as for Jupyter", () => {
  test.each([
    ["cells", `{"cells": [], "cells": [${code}]}`, 1],
    ["cells that are replaced", `{"cells": [${code}], "cells": []}`, 0],
    ["the type", `{"cells": [${cell('"cell_type": "markdown", "cell_type": "code"')}]}`, 1],
    ["the source", `{"cells": [{"cell_type": "code", "source": "", ${code.slice(1)}]}`, 1],
  ])("%s", async (_, text, count) => {
    expect((await readText("notebook", text)).references).toHaveLength(count);
  });
});
