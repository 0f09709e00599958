import Foundation

/// A `tributaryd serve` in a process of its own that has said that it is ready.
package struct TributarydProcess: Sendable {
  /// Why there is no such process.
  package struct NotReady: Error, CustomStringConvertible {
    /// The line that it wrote instead; empty when it ended without one.
    package let said: String
    /// How it ended.
    package let end: ProcessEnd

    package var description: String { "tributaryd did not say that it is ready: \(said)\(end.errors)" }
  }

  package let process: ChildProcess
  /// Where it listens for RPC, as it printed it.
  package let rpcAddress: String
  /// Where it listens for HTTP, as it printed it; empty when it does not.
  package let httpAddress: String

  /// Waits until a process that was started as `tributaryd serve` is ready; one that is not is killed.
  package init(_ process: ChildProcess) async throws {
    self.process = process
    let line = await process.lines.first { _ in true } ?? ""
    let parts = line.split(separator: " ")
    guard (2...3).contains(parts.count), parts[0] == "ready", parts[1].hasPrefix("rpc="),
      parts.dropFirst(2).allSatisfy({ $0.hasPrefix("http=") })
    else {
      process.signal(SIGKILL)
      throw NotReady(said: line, end: await process.end())
    }
    rpcAddress = String(parts[1].dropFirst("rpc=".count))
    httpAddress = String(parts.dropFirst(2).first?.dropFirst("http=".count) ?? "")
  }
}
