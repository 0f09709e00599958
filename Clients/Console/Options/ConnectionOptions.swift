internal import ArgumentParser
internal import Configuration

/// The options that say which server is called.
struct ConnectionOptions: ParsableArguments {
  @Option(
    help: "Where the server answers. Else TRIBUTARY_ADDRESS or \"address\". Default: \(Settings.standardAddress).")
  var address: String?

  @Option(
    help: "The API key. Else TRIBUTARY_KEY or \"key\", which other users of this machine cannot see as they can a flag."
  )
  var key: String?

  @Option(
    help: "The configuration file. Default: ~/.config/tributary/config.json.", completion: .file(extensions: ["json"]))
  var config: String?

  @Option(help: "TLS: auto means plain TCP to this machine only. Else TRIBUTARY_TLS or \"tls\". Default: auto.")
  var tls: TLSMode?

  @Option(
    help: ArgumentHelp(
      "Trust the authorities in this PEM file instead of the system's. Else TRIBUTARY_TLS_ROOTS or \"tlsRoots\".",
      valueName: "file"),
    completion: .file(extensions: ["pem", "crt"]))
  var tlsRoots: String?

  @Option(
    help: ArgumentHelp(
      "How long a call may take. Else TRIBUTARY_TIMEOUT or \"timeout\". Default: 10.", valueName: "seconds"))
  var timeout: Int?

  func validate() throws {
    if let timeout, !Settings.timeoutRange.contains(timeout) {
      throw ValidationError("--timeout is from 1 to 3600 seconds.")
    }
  }

  /// The flags that were given, as settings.
  var provider: InMemoryProvider {
    let given: [(AbsoluteConfigKey, String?)] = [
      ("address", address), ("key", key), ("tls", tls?.rawValue), ("tlsRoots", tlsRoots),
      ("timeout", timeout.map(String.init)),
    ]
    var values: [AbsoluteConfigKey: ConfigValue] = [:]
    for case (let name, let value?) in given { values[name] = ConfigValue(.string(value), isSecret: name == "key") }
    return InMemoryProvider(name: "flags", values: values)
  }
}
