function "image" {
  params = [name]
  result = "mcr.microsoft.com/azureml/${name}"
}
variable "PARTS" {
  default = ["minimal", "ubuntu22.04"]
}
target "scorer" {
  args = {
    OWN    = image("minimal")
    JOIN   = join("-", PARTS)
    LOWER  = lower("ABC")
    FIRST  = PARTS[0]
    CHOICE = coalesce(null, "b")
  }
}
target "merged" {
  args = merge({ A = "1", B = "1" }, { B = "2" })
}
