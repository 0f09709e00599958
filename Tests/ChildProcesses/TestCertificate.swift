package import Foundation

/// A certificate authority and a server's certificate, made by the `openssl` command in a directory that is
/// removed with them.
package struct TestCertificate {
  /// Where all of it lies.
  package let directory: URL

  /// The authority's certificate.
  package var root: String { directory.appending(path: "root.pem").path }
  /// The server's certificate.
  package var chain: String { directory.appending(path: "server.pem").path }
  /// The private key of the server's certificate.
  package var key: String { directory.appending(path: "server.key").path }

  /// Makes a certificate for `names`, written as OpenSSL's `subjectAltName`.
  package init(names: String) async throws {
    directory = FileManager.default.temporaryDirectory.appending(path: "ttrpc-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    let newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"]
    try await openssl(
      ["req", "-x509", "-subj", "/CN=Test root", "-keyout", "root.key", "-out", "root.pem"] + newKey)
    try await openssl(
      [
        "req", "-x509", "-subj", "/CN=server", "-addext", "subjectAltName=\(names)",
        "-addext", "basicConstraints=critical,CA:FALSE", "-CA", "root.pem", "-CAkey", "root.key",
        "-keyout", "server.key", "-out", "server.pem",
      ] + newKey)
  }

  /// Removes the files.
  package func remove() {
    try? FileManager.default.removeItem(at: directory)
  }

  private func openssl(_ arguments: [String]) async throws {
    let command = #"cd "$1" && shift && exec openssl "$@""#
    let end = try await ChildProcess("/bin/sh", ["-c", command, "sh", directory.path] + arguments).end()
    guard end.code == 0 else { throw CocoaError(.executableLoad) }
  }
}
