target "scorer" {
  name = "scorer-${item}-${replace}"
  matrix = {
    item    = ["cpu", "gpu"]
    replace = ["a", "b"]
  }
  target     = item
  dockerfile = "${replace}.Dockerfile"
  args       = { KIND = "${item}-${replace}" }
}
group "default" {
  targets = ["scorer"]
}
