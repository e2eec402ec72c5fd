target "scorer" {
  args = {
    HASH    = sha256("a")
    REPLACE = "x-${replace("a-b", "-", "_")}"
    COUNT   = 1 + 2
    LOOP    = join(",", [for x in ["a", "b"] : upper(x)])
    IF      = "%{ if true }yes%{ endif }"
    KNOWN   = "yes"
  }
}
