target "app" {
  name = "app-${item.name}"
  matrix = {
    item = [
      { name = "one", python = "3.10" },
      { name = "two", python = "3.11" },
    ]
  }
  inherits = ["base"]
  args     = { PYTHON = item.python, NAME = item["name"] }
}
target "base" {
  context = "src"
}
