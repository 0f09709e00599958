import ChildProcesses
import Foundation
import Testing
import TributaryClient

@Suite("tributaryd serve --http") struct ServeHTTPTests {
  @Test func `answers browsers and monitoring beside RPC`() async throws {
    try await withInstallation { installation in
      try await installation.withServer { server throws in
        #expect(server.httpAddress.hasPrefix("127.0.0.1:") && server.httpPort != server.port)
        #expect(try await HTTPAnswer.get("/readyz", port: server.httpPort).has(status: 200))
        let client = try server.client()
        let shop = try await Shop.make(with: client)
        try await shop.click()
        await client.close()
        let metrics = try await HTTPAnswer.get("/metrics", port: server.httpPort).text
        #expect(metrics.contains("\ntributary_clicks_total{disposition=\"counted\"} 1\n"), "\(metrics)")
        #expect(!metrics.contains("\ntributary_rpc_calls_total{result=\"ok\"} 0\n"))
      }
    }
  }

  @Test func `is off when it is not wanted`() async throws {
    try await withInstallation { installation in
      try await installation.withServer(["--no-http"]) { server throws in
        #expect(server.httpAddress.isEmpty)
        let client = try server.client()
        #expect(try await client.health() == .serving)
        await client.close()
      }
    }
  }

  @Test func `believes the proxies that it is told to`() async throws {
    try await withInstallation { installation in
      let forwarded = ["x-forwarded-for: 203.0.113.5"]
      let proxies = ["--trusted-proxy", "10.0.0.0/8", "--trusted-proxy", "127.0.0.1"]
      try await installation.withServer(proxies) { server throws in
        let own = try await HTTPAnswer.get("/metrics", port: server.httpPort, headers: ["x-forwarded-for: 127.0.0.1"])
        #expect(own.has(status: 200))
        let stranger = try await HTTPAnswer.get("/metrics", port: server.httpPort, headers: forwarded)
        #expect(stranger.has(status: 403))
        let key = forwarded + ["authorization: Bearer \(server.adminKey)"]
        #expect(try await HTTPAnswer.get("/metrics", port: server.httpPort, headers: key).has(status: 200))
      }
    }
  }

  @Test func `to other machines in plain text must be asked for`() async throws {
    try await withInstallation { installation in
      let refused = try await runTributaryd(
        "serve", "--data", installation.data, "--rpc", "127.0.0.1:0", "--http", "0.0.0.0:0")
      #expect(refused.code == 69 && refused.output.isEmpty && refused.errors.contains("--http-plaintext"), "\(refused)")
      for flag in ["--http-plaintext", "--allow-plaintext"] {
        try await installation.withServer([flag], http: "0.0.0.0:0") { server throws in
          #expect(server.httpAddress.hasPrefix("0.0.0.0:"))
          #expect(try await HTTPAnswer.get("/healthz", port: server.httpPort).has(status: 200))
        }
      }
      // The flag for HTTP leaves RPC as it is.
      let rpc = try await runTributaryd(
        "serve", "--data", installation.data, "--rpc", "0.0.0.0:0", "--http", "127.0.0.1:0", "--http-plaintext")
      #expect(rpc.code == 69 && rpc.output.isEmpty && rpc.errors.contains("--allow-plaintext"), "\(rpc)")
    }
  }

  @Test func `has the certificate of RPC, unless a proxy has one`() async throws {
    let certificate = try await TestCertificate(names: "IP:127.0.0.1,DNS:localhost")
    defer { certificate.remove() }
    try await withInstallation { installation in
      let arguments = ["--tls-certificate", certificate.chain, "--tls-key", certificate.key]
      try await installation.withServer(arguments, http: "0.0.0.0:0") { server throws in
        let answer = try? await HTTPAnswer.get("/healthz", port: server.httpPort)
        #expect(answer?.has(status: 200) != true)
      }
      try await installation.withServer(arguments + ["--http-plaintext"], http: "0.0.0.0:0") { server throws in
        #expect(try await HTTPAnswer.get("/healthz", port: server.httpPort).has(status: 200))
      }
    }
  }

  @Test func `answers what is in flight when it is told to end`() async throws {
    try await withInstallation { installation in
      try await installation.withServer { server throws in
        let port = server.httpPort
        // Each caller asks again and again until nobody listens any more; no answer may be cut short.
        let answered = try await withThrowingTaskGroup(of: Int.self) { group in
          for _ in 0..<8 {
            group.addTask {
              var count = 0
              while let answer = try? await HTTPAnswer.get("/healthz", port: port) {
                // What the system had accepted and the server had not is closed without an answer.
                if answer.text.isEmpty { break }
                #expect(answer.has(status: 200) && answer.text.hasSuffix("\r\n\r\nok\n"), "\(answer)")
                count += 1
                if count == 50 { server.process.signal(SIGTERM) }
              }
              return count
            }
          }
          return try await group.reduce(0, +)
        }
        #expect(answered >= 50)
        let end = await server.process.end()
        #expect(end.code == 0, "\(end)")
      }
    }
  }
}
