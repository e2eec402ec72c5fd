import { ruleTest } from "../../test/support/rule-tester.ts";
import { rule } from "./rule.ts";

const py312 = "mcr.microsoft.com/azureml/minimal-py312-inference";

// The user of the target, where a build argument or a template sets it.
ruleTest(rule, {
  passes: [`FROM ${py312}\nARG U=app\nUSER $U\n`],
  fails: [
    {
      dockerfile: `FROM ${py312}\nARG APP_USER\nUSER $APP_USER\n`,
      at: "3:6-3:15",
      message:
        "Cannot determine whether the image runs as root: ARG APP_USER has no value. Pass --build-arg APP_USER=…, or give it a default.",
      related: ["2:5-2:13 ARG APP_USER"],
    },
    {
      dockerfile: `FROM ${py312}\nUSER {{ user }}\n`,
      at: "2:6-2:16",
      message: /: it contains a template\. Check the file that the template engine writes\.$/,
    },
    {
      dockerfile: `FROM ${py312} AS a\nARG U\nUSER \${U}:grp\nFROM a AS serve\n`,
      at: "3:6-3:14",
      message: /the image runs/,
    },
    {
      name: "two tokens, two findings",
      dockerfile: "ARG X\nFROM $X\nARG U\nUSER $U\n",
      at: ["2:6-2:8", "4:6-4:8"],
    },
  ],
});
