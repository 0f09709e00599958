internal import Configuration
internal import TributaryClient

/// What is configured beside the command's own arguments, each from the first of these that has it: flag, environment
/// variable, configuration file.
struct Settings: Sendable {
  /// Where `tributaryd serve` listens unless it is told otherwise.
  static let standardAddress = "127.0.0.1:7411"
  /// Seconds that a call may take at most.
  static let timeoutRange = 1...3600

  private let reader: ConfigReader

  /// Finds the settings.
  ///
  /// - Throws: ``CommandFailure`` with status `configuration` when the file is wrong, or is named and missing.
  init(flags: ConnectionOptions, environment: [String: String]) throws(CommandFailure) {
    reader = ConfigReader(providers: [
      flags.provider,
      EnvironmentVariablesProvider(environmentVariables: environment.filter { !$0.value.isEmpty })
        .prefixKeys(with: "tributary"),
      try configurationFile(named: flags.config, environment: environment),
    ])
  }

  /// The server to talk to.
  ///
  /// - Throws: ``CommandFailure`` with status `configuration` when a value is wrong.
  func connection() throws(CommandFailure) -> ConnectionSettings {
    let address = reader.string(forKey: "address") ?? Self.standardAddress
    do {
      return ConnectionSettings(
        address: try ServerAddress(address), key: reader.string(forKey: "key", isSecret: true),
        security: try security(), timeout: try timeout())
    } catch let error as TributaryError {
      throw CommandFailure(.configuration, error.message)
    } catch let failure as CommandFailure {
      throw failure
    } catch {
      throw CommandFailure(.configuration, "\(error)")
    }
  }

  /// The program that commands mean when they name none. Nil when none is configured.
  var program: String? { reader.string(forKey: "program") }

  /// The currency that amounts are in when the command names none. Nil when none is configured.
  var currency: String? { reader.string(forKey: "currency") }

  private func security() throws(CommandFailure) -> ConnectionSecurity {
    let roots = reader.string(forKey: "tlsRoots").map { ConnectionSecurity.TrustRoots.file($0) }
    let mode = reader.string(forKey: "tls") ?? (roots == nil ? TLSMode.auto : .on).rawValue
    switch TLSMode(rawValue: mode) {
    case .auto: return roots.map { .tls(roots: $0) } ?? .automatic
    case .on: return .tls(roots: roots ?? .system)
    case .off: return .plaintext
    case nil: throw CommandFailure(.configuration, "tls: \"\(mode)\" is not auto, on or off")
    }
  }

  private func timeout() throws(CommandFailure) -> Duration {
    guard let text = reader.string(forKey: "timeout") else {
      return TributaryClient.defaultTimeout
    }
    guard let seconds = Int(text), Settings.timeoutRange.contains(seconds) else {
      throw CommandFailure(.configuration, "timeout: \"\(text)\" is not a number of seconds from 1 to 3600")
    }
    return .seconds(seconds)
  }
}
