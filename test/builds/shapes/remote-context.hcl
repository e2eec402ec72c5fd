target "scorer" {
  context    = "https://example.com/scorer.git#main:app"
  dockerfile = "serve.Dockerfile"
}
target "here" {
  context = BAKE_CMD_CONTEXT
}
target "local" {
  context    = "cwd://app"
  dockerfile = "cwd://docker/Dockerfile"
}
