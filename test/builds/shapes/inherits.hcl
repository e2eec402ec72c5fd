target "_common" {
  context = "app"
  args    = { BASE = "common", PYTHON = "3.10" }
}
target "_gpu" {
  args   = { BASE = "gpu" }
  target = "gpu"
}
target "scorer" {
  inherits = ["_common", "_gpu"]
  args     = { EXTRA = "yes" }
}
target "trainer" {
  inherits   = ["_gpu", "_common"]
  dockerfile = "trainer.Dockerfile"
  args       = { PYTHON = "3.11" }
}
