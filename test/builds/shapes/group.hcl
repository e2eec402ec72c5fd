group "default" {
  targets = ["scorer", "base"]
}
target "base" {
  args = { A = "1" }
}
target "scorer" {
  inherits = ["base"]
  target   = "serve"
}
