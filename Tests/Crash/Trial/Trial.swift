import ChildProcesses
import Foundation
import Synchronization
import TestValues
import TributaryClient

/// One database, the server that serves it now and then, and the log of what was sent to it: what the rounds of a test
/// are made of.
///
/// A round is, with a server that ``startServer()`` has started: ``load(while:)``, which ends when the server is gone or
/// the interruption is over; a server again; ``settle(while:)``, which sends again what was not answered; and
/// ``requireNoDifferences()``.
final class Trial {
  /// How a trial is set up.
  struct Configuration {
    /// Path of `tributaryd`.
    var server: String
    /// What events and moments follow from.
    var seed: UInt64
    /// RPC connections of the load program. There are half as many HTTP connections, each with one call in flight.
    var connections = 8
    /// Calls in flight on each RPC connection.
    var callsInFlight = 8
    /// What the server finds in its environment.
    var environment: [String: String] = [:]
    /// When events happen, in microseconds since 1970 UTC.
    var now: @Sendable () -> Int64 = currentMicroseconds
  }

  /// A server that the trial forgot ends by itself after so long.
  private static let lifetimeSeconds = 3_600
  /// How often what was not answered is sent again while the server stays.
  private static let attemptsToSettle = 5

  /// Where everything lies that belongs to the trial.
  let directory: URL
  var configuration: Configuration
  /// The server that runs; nil when none does.
  private(set) var server: TributarydProcess?
  private(set) var history = History()
  /// How long the server took the last time until it said that it is ready.
  private(set) var startTime = Duration.milliseconds(200)
  /// Decides the moments of the test.
  var random: SplitMix64

  private let adminKey: String
  private let log: EventLog
  private var reader: EventLogReader
  private let workload: Workload
  private var firstNewEvent = 1

  /// The data directory.
  var data: URL { directory.appending(path: "data") }

  /// Makes a database with the merchant's program in a new directory.
  ///
  /// - Parameter directory: is made; the caller removes it.
  init(_ configuration: Configuration, in directory: URL) async throws {
    self.configuration = configuration
    self.directory = directory
    random = SplitMix64(state: configuration.seed &+ 1)
    workload = Workload(seed: configuration.seed, now: configuration.now)
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    let logFile = directory.appending(path: "events.log")
    log = try EventLog(logFile)
    reader = EventLogReader(logFile)
    let end = try await ChildProcess(
      configuration.server, ["init", "--data", directory.appending(path: "data").path]
    ).end()
    guard end.code == 0 else { throw TrialError("tributaryd init failed: \(end.errors)") }
    adminKey = end.output.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Makes the merchant's program. Needs a server.
  func openMerchant() async throws {
    let client = try client()
    try await Merchant.open(client)
    await client.close()
  }

  /// A client that sends each call once.
  func client() throws -> TributaryClient {
    guard let server else { throw TrialError("no server runs") }
    return try TributaryClient(address: server.rpcAddress, key: adminKey, timeout: .seconds(60), retry: .never)
  }
}

// MARK: - The server

extension Trial {
  /// Starts a server and waits until it is ready.
  func startServer() async throws {
    let begin = ContinuousClock.now
    server = try await TributarydProcess(spawnServer())
    startTime = ContinuousClock.now - begin
  }

  /// Starts a server and kills it after a while, ready or not.
  func startServer(andKillAfter delay: Duration) async throws {
    let process = try spawnServer()
    try? await Task.sleep(for: delay)
    process.signal(SIGKILL)
    _ = await process.end()
  }

  /// Kills the server, if there is one, and waits for its end.
  func killServer() async {
    server?.process.signal(SIGKILL)
    _ = await server?.process.end()
    server = nil
  }

  /// Asks the server to end, waits for it, and tells how it ended.
  func terminateServer() async throws -> ProcessEnd {
    guard let server else { throw TrialError("no server runs") }
    server.process.signal(SIGTERM)
    self.server = nil
    return await server.process.end()
  }

  private func spawnServer() throws -> ChildProcess {
    try ChildProcess(
      configuration.server,
      ["serve", "--data", data.path, "--rpc", "127.0.0.1:0", "--http", "127.0.0.1:0", "--log-level", "warning"],
      environment: configuration.environment, seconds: Self.lifetimeSeconds)
  }
}

// MARK: - Events

extension Trial {
  /// Sends new events until every sender's call has failed, or until `interruption` has returned. It gets a function that
  /// waits until so many events of this load are acknowledged, or none is sent any more.
  func load(
    lost: LostCalls = LostCalls(), while interruption: @escaping @Sendable (LoadProgress) async throws -> Void
  ) async throws {
    let workload = workload
    try await send(isRepetition: false, lost: lost, while: interruption) { workload.next() }
  }

  /// Sends new events, and kills the server a while after the first was acknowledged.
  func loadAndKill(after delay: Duration) async throws {
    guard let process = server?.process else { throw TrialError("no server runs") }
    try await load { progress in
      await progress.reaches(1)
      try? await Task.sleep(for: delay)
      process.signal(SIGKILL)
    }
    await killServer()
  }

  /// Sends what was not answered once more.
  ///
  /// - Parameter interruption: runs meanwhile, and may end the server: then the rest stays unanswered.
  func resend(while interruption: @escaping @Sendable (LoadProgress) async throws -> Void = { _ in }) async throws {
    let events = history.unanswered.sorted().compactMap { history.events[$0] }.shuffled(using: &random)
    let rest = Mutex(events)
    try await send(isRepetition: true, lost: LostCalls(), while: interruption) { rest.withLock { $0.popLast() } }
  }

  /// Sends what was not answered again until all of it is, or it was tried several times.
  func settle() async throws {
    for _ in 0..<Self.attemptsToSettle where !history.unanswered.isEmpty { try await resend() }
  }

  private func send(
    isRepetition: Bool, lost: LostCalls, while interruption: @escaping @Sendable (LoadProgress) async throws -> Void,
    _ next: @escaping @Sendable () -> Event?
  ) async throws {
    let progress = LoadProgress()
    let workload = workload
    let connections = try await connect(lost: lost)
    let senders = Senders(connections: connections, log: log) { answer in
      workload.learn(from: answer)
      progress.acknowledged()
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        try await interruption(progress)
        if !isRepetition { progress.stop() }
      }
      group.addTask {
        defer { progress.stop() }
        try await senders.send(isRepetition: isRepetition) { progress.isStopped ? nil : next() }
      }
      try await group.waitForAll()
    }
    for connection in connections { await connection.caller.close() }
    try readLog()
  }

  private func connect(lost: LostCalls) async throws -> [Connection] {
    guard let server else { throw TrialError("no server runs") }
    let rpc = try ServerAddress(server.rpcAddress)
    let http = try ServerAddress(server.httpAddress)
    var connections: [Connection] = []
    for _ in 0..<configuration.connections {
      let caller = try await RPCConnection.connect(to: rpc, key: adminKey, lost: lost)
      connections.append(Connection(caller: caller, callsInFlight: configuration.callsInFlight))
    }
    for _ in 0..<configuration.connections / 2 {
      let caller = try await HTTPConnection.connect(to: http, key: adminKey, lost: lost)
      connections.append(Connection(caller: caller, callsInFlight: 1))
    }
    return connections
  }

  private func readLog() throws {
    history.add(try reader.next())
  }
}

// MARK: - The comparison

extension Trial {
  /// Compares everything with the log, and runs `tributaryd check`. Needs a server and nothing unanswered.
  func differences() async throws -> [Difference] {
    guard history.unanswered.isEmpty else {
      return history.unanswered.sorted().prefix(10).compactMap { history.events[$0] }.map {
        Difference("\($0.call.subject) is not answered after repetition", ["sent \(readableCall($0.call))"])
      }
    }
    let client = try client()
    var differences = try await Oracle.differences(
      history, since: firstNewEvent, through: client, data: data, random: &random)
    await client.close()
    let check = try await ChildProcess(configuration.server, ["check", "--data", data.path]).end()
    if check.code != 0 { differences.append(Difference("tributaryd check", [check.output, check.errors])) }
    firstNewEvent = (history.events.keys.max() ?? 0) + 1
    return differences
  }
}

/// Why a trial cannot go on.
struct TrialError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}

/// The system's clock, in microseconds since 1970 UTC.
@Sendable func currentMicroseconds() -> Int64 {
  Int64(Date().timeIntervalSince1970 * 1_000_000)
}
