target "default" {
  context    = "."
  dockerfile = "Dockerfile"
}
