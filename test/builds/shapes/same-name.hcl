target "scorer" {
  context = "first"
  args    = { A = "1", B = "1" }
}
target "scorer" {
  context = "second"
  args    = { B = "2" }
}
