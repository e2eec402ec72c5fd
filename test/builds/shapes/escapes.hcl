target "scorer" {
  args = {
    DOLLAR  = "$${TAG}"
    NESTED  = "${"$"}{TAG}"
    UNICODE = "\u0024{TAG}"
    QUOTE   = "a \"quoted\" \\ back\tslash"
    SIGN    = "$5"
    THREE   = "$$${TAG}"
    CALL    = upper("$${tag}")
  }
}
variable "TAG" {
  default = "never"
}
