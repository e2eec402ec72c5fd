target "test" {
  context = "services/scorer"
  target  = "test"
}
