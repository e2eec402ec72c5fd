"""Renders a recipe of rattler-build and prints what results, as JSON: `render.py RECIPE`."""

import json
import sys

import rattler_build

recipe = rattler_build.Stage0Recipe.from_file(sys.argv[1])
print(json.dumps([variant.recipe.to_dict() for variant in recipe.render()], default=str))
