variable "TAG" {
  default = ""
}
variable "GPU" {
  default = true
}
target "scorer" {
  dockerfile = GPU ? "gpu.Dockerfile" : "cpu.Dockerfile"
  args = {
    TAG   = TAG == "" ? "latest" : TAG
    OTHER = notequal("", TAG) ? TAG : "none"
    BOTH  = GPU && TAG != "x" ? "both" : "one"
    NOT   = !GPU ? "cpu" : "gpu"
    DEEP  = "${equal(TAG, "") ? "${upper("deep")}-1" : "}"}"
  }
}
