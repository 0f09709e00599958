import ArgumentParser
import Logging
import NIOCore
import ServiceLifecycle
import Store
import TTRPC
import UnixSignals
import Web

/// `tributaryd serve`
struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Serve a database that `tributaryd init` made.",
    discussion: """
      Prints "ready rpc=HOST:PORT http=HOST:PORT" on standard output once it
      answers. SIGTERM or Ctrl-C lets requests and calls in flight finish.

        tributaryd serve --data /var/lib/tributary
        tributaryd serve --data /var/lib/tributary --rpc 0.0.0.0:7411 \\
          --tls-certificate chain.pem --tls-key key.pem

      Behind a proxy on this machine that speaks TLS with browsers:

        tributaryd serve --data /var/lib/tributary --trusted-proxy 127.0.0.1
      """
  )

  @OptionGroup var data: DataOptions

  @Option(help: ArgumentHelp("Where to listen for RPC. Port 0 means any free one.", valueName: "host:port"))
  var rpc = HostAndPort(host: "127.0.0.1", port: HostAndPort.standardPort)

  @OptionGroup var http: HTTPOptions

  @Option(
    help: ArgumentHelp("PEM file of the certificate and those between it and the root.", valueName: "file"),
    completion: .file())
  var tlsCertificate: String?

  @Option(help: ArgumentHelp("PEM file of the certificate's private key.", valueName: "file"), completion: .file())
  var tlsKey: String?

  @Flag(help: "Serve plain text to other machines too. Keys then travel in the clear.")
  var allowPlaintext = false

  @Option(help: ArgumentHelp("Threads that handle connections. Default: half of the cores.", valueName: "count"))
  var eventLoops: Int?

  @Option(help: ArgumentHelp("RPC connections at a time.", valueName: "count"))
  var maxConnections = Limits().connections

  @Option(
    help: ArgumentHelp("How long requests and calls in flight may take to finish after SIGTERM.", valueName: "seconds"))
  var grace = 20

  @OptionGroup var log: LogOptions

  func validate() throws {
    guard (tlsCertificate == nil) == (tlsKey == nil) else {
      throw ValidationError("--tls-certificate and --tls-key go together.")
    }
    guard (1...1_024).contains(eventLoops ?? 1) else {
      throw ValidationError("--event-loops must be between 1 and 1,024.")
    }
    guard maxConnections > 0 else { throw ValidationError("--max-connections must be 1 or more.") }
    guard (0...3_600).contains(grace) else { throw ValidationError("--grace must be between 0 and 3,600 seconds.") }
  }

  func run() async throws {
    try await reportingErrors(data: data.directory) {
      let logger = log.makeLogger()
      raiseOpenFileLimit()
      let store = try openStore(data.directory, logger: logger)
      let service = ServeService(store: store, configuration: serverConfiguration, logger: logger)
      try await ServiceGroup(
        services: [service], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger
      ).run()
    }
  }

  private var serverConfiguration: RunningServer.Configuration {
    var configuration = RunningServer.Configuration(rpc: rpc, http: webConfiguration)
    if let tlsCertificate, let tlsKey {
      configuration.tls = ServerTLS(certificateChainPath: tlsCertificate, privateKeyPath: tlsKey)
    }
    configuration.allowsPlaintext = allowPlaintext
    configuration.limits.connections = maxConnections
    configuration.eventLoops = eventLoops ?? configuration.eventLoops
    configuration.grace = .seconds(Int64(grace))
    return configuration
  }
}

extension Serve {
  private var webConfiguration: WebServer.Configuration? {
    guard !http.isOff else { return nil }
    var configuration = WebServer.Configuration(host: http.address.host, port: http.address.port)
    if !http.isPlaintext, let tlsCertificate, let tlsKey {
      configuration.tls = ServerTLS(certificateChainPath: tlsCertificate, privateKeyPath: tlsKey)
    }
    configuration.allowsPlaintext = http.isPlaintext || allowPlaintext
    configuration.trustedProxies = http.trustedProxies
    configuration.limits.connections = http.maximumConnections
    return configuration
  }
}

/// Serves until the process is asked to stop.
private struct ServeService: Service {
  let store: SQLiteStore
  let configuration: RunningServer.Configuration
  let logger: Logger

  func run() async throws {
    let running = try await RunningServer.start(store: store, configuration, logger: logger)
    logger.info(
      "serving",
      metadata: [
        "rpc": "\(running.rpcAddress)", "tls": "\(configuration.tls != nil)",
        "http": "\(running.httpAddress?.description ?? "none")",
      ])
    try printLine("ready " + running.addresses)
    let retention = Task { await keepRetention() }
    try await gracefulShutdown()
    retention.cancel()
    await retention.value
    logger.info("stopping: requests and calls in flight finish")
    try await running.stop()
    logger.info("stopped")
  }

  /// Deletes clicks that are past their retention, now and every hour. A failure is told, and tried again the next time.
  private func keepRetention() async {
    while !Task.isCancelled {
      do {
        try await ClickRetention.apply(to: store, at: currentTime()) { purged in
          guard purged.clicks > 0 else { return }
          logger.info(
            "clicks past their retention deleted",
            metadata: [
              "program": "\(purged.program)", "clicks": "\(purged.clicks)",
            ])
        }
      } catch {
        if Task.isCancelled { return }
        logger.error("clicks past their retention stay for now", metadata: ["failure": "\(error)"])
      }
      try? await Task.sleep(for: .seconds(ClickRetention.interval))
    }
  }
}
