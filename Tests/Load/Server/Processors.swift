import ChildProcesses
import Foundation

/// Which of the machine's processors run what, where the traffic is to take none of the server's time.
enum Processors {
  /// util-linux' program that binds processes to processors (taskset(1)).
  static let taskset = "/usr/bin/taskset"

  /// Those that this process may use, in two halves, each as taskset(1) lists them; nil when there is only one.
  static func halves() throws -> (server: String, traffic: String)? {
    let numbers = try allowed().split(separator: ",").flatMap { range in
      let bounds = range.split(separator: "-").compactMap { Int($0) }
      return Array((bounds.first ?? 0)...(bounds.last ?? 0))
    }
    guard numbers.count > 1 else { return nil }
    let half = numbers.count / 2
    return (list(numbers.prefix(half)), list(numbers.dropFirst(half)))
  }

  /// Runs `body` with every thread of this process on some of its processors, unless they are nil. Threads that it starts
  /// stay there.
  static func confined<Value>(to processors: String?, _ body: () async throws -> Value) async throws -> Value {
    guard let processors else { return try await body() }
    let before = try allowed()
    try await confine(to: processors)
    do {
      let value = try await body()
      try await confine(to: before)
      return value
    } catch {
      try await confine(to: before)
      throw error
    }
  }

  private static func list(_ numbers: ArraySlice<Int>) -> String {
    numbers.map { "\($0)" }.joined(separator: ",")
  }

  /// The processors that this process may use, as the system lists them (proc_pid_status(5)).
  private static func allowed() throws -> String {
    let status = try String(contentsOf: URL(filePath: "/proc/self/status"), encoding: .utf8)
    guard let match = status.firstMatch(of: /Cpus_allowed_list:\s*([0-9,-]+)/) else {
      throw BenchmarkSetting.Failure(description: "the processors of this process cannot be read")
    }
    return String(match.1)
  }

  private static func confine(to processors: String) async throws {
    let end = try await ChildProcess(
      taskset, ["--all-tasks", "--cpu-list", "--pid", processors, "\(getpid())"]
    ).end()
    guard end.code == 0 else {
      throw BenchmarkSetting.Failure(description: "this process cannot be bound to processors: \(end.errors)")
    }
  }
}
