import ChildProcesses
import Foundation

/// What is asked for.
enum WebRequests {
  /// One path again and again.
  case path(String)
  /// Paths in turn.
  case paths([String])
  /// A path that ends with another number each time.
  case numbered(String)
}

/// What was measured.
struct WebFigures {
  /// Requests a second that were answered.
  let perSecond: Double
  let latency: Latency
  /// Processor time of the server for each.
  let microseconds: Double
}

/// Debian's wrk, which sends HTTP requests over a number of connections and waits for each answer.
struct Wrk {
  private static let program = "/usr/bin/wrk"

  let server: ServerProcess
  let connections: Int
  let setting: BenchmarkSetting

  /// - Throws: ``BenchmarkSetting/Failure`` when wrk is not installed.
  init(server: ServerProcess, connections: Int, _ setting: BenchmarkSetting) throws {
    guard FileManager.default.isExecutableFile(atPath: Self.program) else {
      throw BenchmarkSetting.Failure(description: "\(Self.program) is missing: install Debian's package wrk")
    }
    self.server = server
    self.connections = connections
    self.setting = setting
  }

  /// Measures after a warm-up of a fifth of the time.
  ///
  /// - Throws: also when an answer was an error: the figures would mean nothing.
  func measure(_ requests: WebRequests) async throws -> WebFigures {
    let script = setting.directory("wrk").appendingPathExtension("lua")
    try Self.script(requests).write(to: script, atomically: true, encoding: .utf8)
    _ = try await run(script, seconds: setting.seconds / 5)
    let before = try server.usage.processorTime()
    let result = try await run(script, seconds: setting.seconds)
    let spent = try server.usage.processorTime() - before
    guard result.errors == 0, result.requests > 0 else {
      throw BenchmarkSetting.Failure(description: "\(Int(result.errors)) of \(Int(result.requests)) requests failed")
    }
    return WebFigures(
      perSecond: result.requests / (result.microseconds / 1_000_000), latency: result.latency,
      microseconds: spent.inSeconds * 1_000_000 / result.requests)
  }

  /// What the script prints at the end.
  private struct Result: Decodable {
    let requests: Double
    let microseconds: Double
    let errors: Double
    let p50: Double
    let p90: Double
    let p99: Double
    let p999: Double
    let maximum: Double

    var latency: Latency {
      Latency(
        count: UInt64(requests), p50: p50 / 1_000, p90: p90 / 1_000, p99: p99 / 1_000, p999: p999 / 1_000,
        maximum: maximum / 1_000)
    }
  }

  private func run(_ script: URL, seconds: Double) async throws -> Result {
    // wrk knows whole seconds only.
    let whole = max(1, Int(seconds.rounded()))
    let process = try ChildProcess(
      Self.program,
      ["-t", "1", "-c", "\(connections)", "-d", "\(whole)s", "-s", script.path, "http://\(server.httpAddress)/"],
      seconds: whole + 60)
    defer { process.signal(SIGTERM) }
    let end = await process.end()
    guard end.code == 0, let line = end.output.split(separator: "\n").last(where: { $0.hasPrefix("{") }) else {
      throw BenchmarkSetting.Failure(description: "wrk failed: \(end.errors)\(end.output)")
    }
    return try JSONDecoder().decode(Result.self, from: Data(line.utf8))
  }

  private static func script(_ requests: WebRequests) -> String {
    let paths: [String]
    let suffix: String
    switch requests {
    case .path(let path): (paths, suffix) = ([path], "")
    case .paths(let several): (paths, suffix) = (several, "")
    // The time makes the numbers others than those of a run before.
    case .numbered(let path): (paths, suffix) = ([path], " .. (first + n)")
    }
    return """
      local paths = {\(paths.map { "\"\($0)\"" }.joined(separator: ","))}
      local n = 0
      local first = os.time() % 100000 * 10000000
      request = function()
        n = n + 1
        return wrk.format("GET", paths[n % #paths + 1]\(suffix))
      end
      done = function(summary, latency)
        local e = summary.errors
        io.write(string.format(
          '{"requests":%d,"microseconds":%d,"errors":%d,"p50":%d,"p90":%d,"p99":%d,"p999":%d,"maximum":%d}\\n',
          summary.requests, summary.duration, e.connect + e.read + e.write + e.status + e.timeout,
          latency:percentile(50), latency:percentile(90), latency:percentile(99), latency:percentile(99.9),
          latency.max))
      end
      """
  }
}
