import ChildProcesses
import Foundation
import GRDB
import NIOCore
import NIOPosix
import Testing
import TributaryClient

@Suite("tributaryd serve") struct ServeTests {
  @Test func `answers once it has said that it is ready`() async throws {
    try await withInstallation { installation in
      try await installation.withServer { server in
        #expect(server.address.hasPrefix("127.0.0.1:") && server.port > 0)
        let client = try server.client()
        #expect(try await client.health() == .serving)
        let shop = try await Shop.make(with: client)
        try await shop.click()
        #expect(try await shop.visits() == 1)
        await client.close()
        server.process.signal(SIGTERM)
        let end = await server.process.end()
        #expect(end.code == 0 && end.output == "ready rpc=\(server.address) http=\(server.httpAddress)\n")
      }
    }
  }

  /// Without a pause between its tries the server would note thousands of them, and take a core for them.
  @Test(.timeLimit(.minutes(10)), arguments: ["rpc", "http"])
  func `goes on when it has no file left for connections`(_ wire: String) async throws {
    try await withInstallation { installation in
      try await installation.withServer(openFiles: 100) { server in
        let began = ContinuousClock.now
        let client = try server.client()
        #expect(try await client.health() == .serving)
        let channels = try await connect(150, to: wire == "rpc" ? server.port : server.httpPort)
        let files = "/proc/\(server.process.identifier)/fd"
        while try FileManager.default.contentsOfDirectory(atPath: files).count < 100 { _ = try await client.health() }
        // Each of these calls is another turn of the event loop, and without a pause another try.
        for _ in 0..<500 { #expect(try await client.health() == .serving) }
        await client.close()
        // On a slow machine the server has closed some of them meanwhile, as no request came.
        for channel in channels { try? await channel.close() }
        let another = try server.client()
        #expect(try await another.health() == .serving)
        await another.close()
        server.process.signal(SIGTERM)
        let end = await server.process.end()
        let refusals = end.errors.split(separator: "\n").filter { $0.contains("a connection cannot be accepted") }
        let seconds = Int(began.duration(to: .now) / .seconds(1))
        #expect(end.code == 0 && (1...(seconds + 5)).contains(refusals.count), "\(refusals.count) in \(seconds) s")
        #expect(refusals.first?.contains("open files") == true, "\(end.errors)")
      }
    }
  }

  private func connect(_ count: Int, to port: Int) async throws -> [any Channel] {
    var channels: [any Channel] = []
    for _ in 0..<count {
      channels.append(
        try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton).connect(host: "127.0.0.1", port: port)
          .get())
    }
    return channels
  }

  @Test func `has a data directory for itself`() async throws {
    try await withInstallation { installation in
      try await installation.withServer { server in
        let end = try await runTributaryd("serve", "--data", installation.data, "--rpc", "127.0.0.1:0", "--no-http")
        #expect(end.code == 73 && end.output.isEmpty)
        #expect(end.errors.contains("another process has the data directory \(installation.data) open"))
        let client = try server.client()
        #expect(try await client.health() == .serving)
        await client.close()
      }
    }
  }

  @Test func `says what is missing when there is no database`() async throws {
    try await withTemporaryFolder { folder in
      let end = try await runTributaryd("serve", "--data", folder, "--rpc", "127.0.0.1:0", "--no-http")
      #expect(end.code == 73 && end.output.isEmpty && end.errors.contains("tributaryd init --data \(folder)"))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
    }
  }

  @Test func `refuses a port that is taken`() async throws {
    try await withInstallation { installation in
      try await installation.withServer { server in
        try await withInstallation { other in
          let end = try await runTributaryd("serve", "--data", other.data, "--rpc", server.address, "--no-http")
          #expect(end.code == 69 && end.output.isEmpty && end.errors.contains(server.address))
          let http = try await runTributaryd(
            "serve", "--data", other.data, "--rpc", "127.0.0.1:0", "--http", server.httpAddress)
          #expect(http.code == 69 && http.output.isEmpty && http.errors.contains(server.httpAddress))
        }
      }
    }
  }

  @Test func `refuses a database of a newer version, and leaves it as it is`() async throws {
    try await withInstallation { installation in
      let queue = try DatabaseQueue(path: installation.database)
      try await queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA user_version = 99") }
      try queue.close()
      for command in ["serve", "check"] {
        let end = try await runTributaryd(command, "--data", installation.data)
        #expect(end.code == 73 && end.output.isEmpty, "\(command): \(end)")
        #expect(end.errors.contains("99") && end.errors.contains("newer"), "\(command): \(end)")
      }
      let after = try DatabaseQueue(path: installation.database)
      #expect(try await after.read { try Int.fetchOne($0, sql: "PRAGMA user_version") } == 99)
    }
  }

  @Test func `refuses a file that is not a database of ours`() async throws {
    try await withTemporaryFolder { folder in
      try Data("not a database, but long enough to be looked at as one".utf8)
        .write(to: URL(filePath: folder + "/tributary.db"))
      let end = try await runTributaryd("serve", "--data", folder, "--rpc", "127.0.0.1:0", "--no-http")
      #expect(end.code == 74 && end.output.isEmpty && !end.errors.isEmpty)
    }
  }

  @Test(arguments: [
    ["--rpc", "127.0.0.1:65536"], ["--rpc", ":1"], ["--rpc", "127.0.0.1:x"], ["--event-loops", "0"],
    ["--http", "127.0.0.1:65536"], ["--trusted-proxy", "10.0.0.1/8"], ["--trusted-proxy", "proxy.example"],
    ["--no-http", "--http-plaintext"], ["--http-max-connections", "0"], ["--max-connections", "0"], ["--grace", "-1"],
    ["--tls-key", "key.pem"], ["--nonsense"],
  ])
  func `refuses wrong usage`(arguments: [String]) async throws {
    let end = try await ChildProcess(tributaryd, ["serve"] + arguments).end()
    #expect(end.code == 64 && end.output.isEmpty && !end.errors.isEmpty)
  }
}
