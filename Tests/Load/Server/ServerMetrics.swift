import Foundation
import NIOCore
import NIOPosix
import TributaryClient

/// What a server tells of itself on `/metrics`.
struct ServerMetrics: Sendable {
  /// Bytes of the page that are taken.
  private static let maximumBytes = 1 << 20

  private let values: [Substring: Double]

  /// Asks a server.
  init(of server: ServerProcess) async throws {
    let text = try await Self.page(of: server)
    values = Dictionary(
      text.split(separator: "\n").compactMap { line in
        guard !line.hasPrefix("#"), let space = line.lastIndex(of: " "),
          let value = Double(line[line.index(after: space)...])
        else { return nil }
        return (line[..<space], value)
      }, uniquingKeysWith: { $1 })
  }

  /// The value of a sample, written as it is on the page: its name, with labels in braces where it has some.
  subscript(sample: String) -> Double { values[Substring(sample)] ?? 0 }

  /// How often a histogram's values were at most so large, by bound, ascending.
  func buckets(of histogram: String) -> [(bound: Double, count: Double)] {
    values.compactMap { sample, count in
      guard let match = sample.wholeMatch(of: /(\w+)_bucket\{le="([^"]+)"\}/), match.1 == histogram else { return nil }
      return (match.2 == "+Inf" ? .infinity : Double(match.2) ?? .infinity, count)
    }.sorted { $0.bound < $1.bound }
  }

  /// HTTP/1.0, so that the end of the connection is the end of the page.
  private static func page(of server: ServerProcess) async throws -> String {
    let target = try ServerAddress(server.httpAddress)
    let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .connect(host: target.host, port: target.port) { channel in
        channel.eventLoop.makeCompletedFuture {
          try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
        }
      }
    var page = ByteBuffer()
    try await channel.executeThenClose { inbound, outbound in
      try await outbound.write(ByteBuffer(string: "GET /metrics HTTP/1.0\r\nHost: \(server.httpAddress)\r\n\r\n"))
      for try await var part in inbound where page.readableBytes < maximumBytes { page.writeBuffer(&part) }
    }
    let text = String(buffer: page)
    guard text.hasPrefix("HTTP/1.1 200") || text.hasPrefix("HTTP/1.0 200") else {
      throw BenchmarkSetting.Failure(description: "/metrics answers \(text.prefix(60))")
    }
    return text
  }
}
