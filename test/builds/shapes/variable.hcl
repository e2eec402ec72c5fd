variable "TAG" {
  default = "20240101"
}
variable "REPOSITORY" {
  default = "azureml/minimal"
}
target "scorer" {
  args = {
    TAG  = TAG
    BASE = "mcr.microsoft.com/${REPOSITORY}:${TAG}"
    SAME = "${TAG}"
  }
}
