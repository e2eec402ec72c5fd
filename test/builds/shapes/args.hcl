target "scorer" {
  dockerfile = "docker/scorer.Dockerfile"
  args = {
    BASE    = "mcr.microsoft.com/azureml/minimal-ubuntu22.04-py310-cpu-inference"
    VERSION = 3
    DEBUG   = true
    RATIO   = 1.50
    EMPTY   = ""
    NONE    = null
  }
}
