target "scorer" {
  description = "scores"
  dockerfile  = "Dockerfile"
  platforms   = ["linux/amd64", "linux/arm64"]
  no-cache    = true
  pull        = true
  output      = ["type=docker"]
  cache-from  = ["type=gha"]
  labels      = { a = "b" }
  args        = { A = "1" }
}
