target "scorer" {}
