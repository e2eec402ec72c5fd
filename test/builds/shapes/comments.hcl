# target "commented" { dockerfile = "x" }
// target "commented" {}
/* target "commented" {
  dockerfile = "x"
} */
target scorer {
  args = {
    A : "1", # after
    "B" = "2"
  }
}
