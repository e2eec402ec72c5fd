target "a" {
  args = { A = "a", B = "b" }
  tags = ["a"]
}
target "b" {
  inherits = ["a"]
  args     = { A = null, B = "" }
}
