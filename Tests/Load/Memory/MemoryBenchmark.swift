import Foundation
import NIOCore

/// The memory that the server holds: at rest, for each connection that is idle, and after many clicks.
struct MemoryBenchmark: Benchmark {
  /// KiB that an idle connection may take.
  private static let connectionLimit = 20.0

  func run(_ setting: BenchmarkSetting) async throws -> [Figure] {
    let connections = setting.isShort ? 1_000 : 10_000
    try OpenFileLimit.raise(for: connections + IdleConnections.atATime)
    let merchant = try await Merchant.make(in: setting.directory("memory"), setting)
    let frames = try merchant.clickFrames()
    return try await Self.connections(.init(count: connections, request: frames.first), of: merchant, setting)
      + [Self.clicks(frames, of: merchant, setting)]
  }
}

// MARK: Idle connections

extension MemoryBenchmark {
  /// Measures idle connections by RPC and by HTTP, each with a server of its own: memory that one kind has given back
  /// would else be used again by the other.
  private static func connections(
    _ rpc: IdleConnections, of merchant: Merchant, _ setting: BenchmarkSetting
  ) async throws -> [Figure] {
    let most = rpc.count + 2 * IdleConnections.atATime
    let arguments = ["--max-connections", "\(most)", "--http-max-connections", "\(most)"]
    let byRPC = try await ServerProcess.serving(merchant, setting, arguments: arguments) { server in
      try await measure(rpc, "RPC", to: server.rpcAddress, of: server, setting)
    }
    let byHTTP = try await ServerProcess.serving(merchant, setting, arguments: arguments) { server in
      let request = ByteBuffer(string: "GET /healthz HTTP/1.1\r\nHost: \(server.httpAddress)\r\n\r\n")
      return try await measure(
        .init(count: rpc.count, request: request), "HTTP", to: server.httpAddress, of: server, setting)
    }
    return [
      Figure(.memory, .init(name: "memory at rest", value: Double(byRPC.atRest) / 1_048_576, unit: "MiB")),
      byRPC.figure, byHTTP.figure,
    ]
  }

  private static func measure(
    _ connections: IdleConnections, _ wire: String, to address: String, of server: ServerProcess,
    _ setting: BenchmarkSetting
  ) async throws -> (atRest: Int, figure: Figure) {
    setting.tell("  \(connections.count) idle connections by \(wire)")
    let atRest = try server.usage.residentBytes()
    let each = try await connections.bytesOfEach(to: address) { try server.usage.residentBytes() } / 1_024
    let figure = Figure(
      .memory, .init(name: "idle \(wire) connection", value: each, unit: "KiB"),
      beside: .init(name: "limit", value: connectionLimit, unit: "KiB"), goal: .atMost(1),
      details: [.init(name: "connections", value: Double(connections.count), unit: "connections")])
    return (atRest, figure)
  }
}

// MARK: Clicks

extension MemoryBenchmark {
  /// Compares the memory after some clicks, when the database's page cache is full, with that after many.
  private static func clicks(
    _ frames: RequestFrames, of merchant: Merchant, _ setting: BenchmarkSetting
  ) async throws -> Figure {
    let (some, many) = setting.isShort ? (20_000, 100_000) : (200_000, 1_000_000)
    return try await ServerProcess.serving(merchant, setting) { server in
      let before = try await record(some, frames, in: server, setting)
      let after = try await record(many, frames, in: server, setting)
      return Figure(
        .memory, .init(name: "memory after \(many) clicks", value: Double(after) / 1_048_576, unit: "MiB"),
        beside: .init(name: "after \(some) clicks", value: Double(before) / 1_048_576, unit: "MiB"),
        // A short run compares a page cache that is still filled.
        goal: setting.isShort ? nil : .atMost(1.1))
    }
  }

  /// Sends clicks until a server has recorded so many.
  ///
  /// - Returns: the memory that it then holds, in bytes.
  private static func record(
    _ count: Int, _ frames: RequestFrames, in server: ServerProcess, _ setting: BenchmarkSetting
  ) async throws -> Int {
    setting.tell("  \(count) clicks")
    let loop = ClosedLoop(connections: 64, inFlight: 16, frames: frames)
    while try await ServerMetrics(of: server)[#"tributary_store_commands_total{kind="click"}"#] < Double(count) {
      _ = try await loop.measure(address: server.rpcAddress, seconds: setting.seconds / 4)
    }
    return try server.usage.residentBytes()
  }
}
