target "a" {
  dockerfile = "a.Dockerfile"
  target     = "serve"
  tags       = ["a"]
}
target "b" {
  inherits   = ["a"]
  dockerfile = ""
}
