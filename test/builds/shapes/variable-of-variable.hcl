variable "REGISTRY" {
  default = "mcr.microsoft.com"
}
variable "BASE" {
  type    = string
  default = "${REGISTRY}/azureml/minimal"
}
PORT = 5001
target "scorer" {
  args = { BASE = BASE, PORT = PORT, BOTH = "${BASE}-${PORT}" }
}
