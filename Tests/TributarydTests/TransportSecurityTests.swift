import ChildProcesses
import Foundation
import Testing
import TributaryClient

@Suite("Serving other machines") struct TransportSecurityTests {
  @Test func `in plain text is refused unless it is asked for`() async throws {
    try await withInstallation { installation in
      let end = try await runTributaryd("serve", "--data", installation.data, "--rpc", "0.0.0.0:0", "--no-http")
      #expect(end.code == 69 && end.output.isEmpty && end.errors.contains("--allow-plaintext"), "\(end)")
      try await installation.withServer(["--allow-plaintext"], rpc: "0.0.0.0:0") { server in
        #expect(server.address.hasPrefix("0.0.0.0:"))
        let client = try server.client()
        #expect(try await client.health() == .serving)
        await client.close()
      }
    }
  }

  @Test func `by TLS answers those who trust the certificate, and only them`() async throws {
    try await withInstallation { installation in
      try await withTemporaryFolder { folder in
        let (certificate, key) = (folder + "/certificate.pem", folder + "/key.pem")
        let made = try await ChildProcess(
          "/usr/bin/env",
          ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"]
            + ["-keyout", key, "-out", certificate, "-subj", "/CN=localhost"]
            + ["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
        ).end()
        try #require(made.code == 0, "\(made.errors)")
        let arguments = ["--tls-certificate", certificate, "--tls-key", key]
        try await installation.withServer(arguments, rpc: "0.0.0.0:0") { server in
          let address = try ServerAddress("localhost:\(server.port)")
          let trusting = try TributaryClient(
            address: address, key: server.adminKey, security: .tls(roots: .file(certificate)))
          #expect(try await Shop.make(with: trusting).click().disposition == .counted)
          await trusting.close()
          for security in [ConnectionSecurity.tls(roots: .system), .plaintext] {
            let other = try TributaryClient(
              address: address, key: server.adminKey, security: security, timeout: .seconds(5), retry: .never)
            await #expect(throws: TributaryError.self) { try await other.health() }
            await other.close()
          }
        }
        let missing = try await runTributaryd(
          "serve", "--data", installation.data, "--rpc", "127.0.0.1:0", "--no-http", "--tls-certificate",
          folder + "/none.pem",
          "--tls-key", key)
        #expect(missing.code == 69 && missing.output.isEmpty && missing.errors.contains("none.pem"), "\(missing)")
      }
    }
  }
}
