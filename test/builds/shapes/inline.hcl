target "scorer" {
  dockerfile-inline = <<EOT
FROM mcr.microsoft.com/azureml/minimal-ubuntu22.04-py310-cpu-inference:latest
USER dockeruser
EOT
  args = { A = "1" }
}
