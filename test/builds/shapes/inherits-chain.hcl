target "a" {
  dockerfile = "a.Dockerfile"
  args       = { A = "a", ALL = "a" }
}
target "b" {
  inherits = ["a"]
  args     = { B = "b", ALL = "b" }
}
target "c" {
  inherits = ["b"]
  args     = { C = "c" }
  tags     = ["c"]
}
