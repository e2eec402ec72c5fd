target "base" {
  dockerfile = "base.Dockerfile"
}
target "scorer" {
  contexts = {
    base   = "docker-image://mcr.microsoft.com/azureml/minimal-ubuntu22.04-py310-cpu-inference:latest"
    built  = "target:base"
    files  = "../files"
    remote = "https://example.com/files.git"
  }
}
target "other" {
  inherits = ["scorer"]
  contexts = { files = "other", built = "" }
}
