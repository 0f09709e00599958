import Foundation

/// The text of each `.proto` file of the services that this server answers.
func contractFiles() throws -> [(name: String, text: String)] {
  try ["tributary/v1/tracking.proto", "tributary/v1/programs.proto", "grpc/health/v1/health.proto"].map { name in
    (name, try String(contentsOf: repositoryRoot.appending(path: "Protos/\(name)"), encoding: .utf8))
  }
}
