variable "TAG" {}
variable "STAGE" {
  default = null
}
target "scorer" {
  args = { TAG = TAG, KNOWN = "1" }
}
