internal import Configuration
internal import Foundation

/// What the configuration file may hold. Everything is text but the timeout, which may also be a number.
private let configurationMembers = ["address", "key", "program", "currency", "tls", "tlsRoots", "timeout"]

/// Bytes that the configuration file may have, far more than its members need.
private let configurationFileLimit = 64 << 10

/// The provider of the configuration file: the one that is named, which must exist, else the one at its usual place,
/// which need not.
///
/// - Throws: ``CommandFailure`` with status `configuration` when the file is missing or no JSON object, or has a member
///   that is unknown or of the wrong type: a misspelt one would otherwise go unnoticed.
func configurationFile(
  named path: String?, environment: [String: String]
) throws(CommandFailure) -> InMemoryProvider {
  guard let file = path ?? defaultConfigurationPath(environment: environment),
    let contents = try contents(ofConfigurationFile: file, mayBeMissing: path == nil)
  else { return InMemoryProvider(values: [:]) }
  var values: [AbsoluteConfigKey: ConfigValue] = [:]
  for (name, value) in try members(of: contents, file: file).sorted(by: { $0.key < $1.key }) {
    guard configurationMembers.contains(name) else {
      throw CommandFailure(
        .configuration, "the configuration file \(file) has an unknown member \"\(name)\"",
        hint: "it may have " + configurationMembers.joined(separator: ", "))
    }
    values[AbsoluteConfigKey([name])] = ConfigValue(
      .string(try text(value, ofMember: name, file: file)), isSecret: name == "key")
  }
  return InMemoryProvider(name: "configuration file", values: values)
}

/// Where the configuration file is by the XDG Base Directory Specification. Nil without a home.
func defaultConfigurationPath(environment: [String: String]) -> String? {
  // The specification has relative paths ignored.
  if let base = environment["XDG_CONFIG_HOME"], base.hasPrefix("/") { return base + "/tributary/config.json" }
  return environment["HOME"].flatMap { $0.isEmpty ? nil : $0 + "/.config/tributary/config.json" }
}

/// The bytes of the file. Nil when it is missing and may be.
private func contents(ofConfigurationFile file: String, mayBeMissing: Bool) throws(CommandFailure) -> Data? {
  guard let stream = fopen(file, "r") else {
    if mayBeMissing, errno == ENOENT || errno == ENOTDIR { return nil }
    throw unreadable(file, because: errno)
  }
  defer { fclose(stream) }
  var bytes = [UInt8](repeating: 0, count: configurationFileLimit + 1)
  let count = fread(&bytes, 1, bytes.count, stream)
  guard ferror(stream) == 0 else { throw unreadable(file, because: errno) }
  guard count <= configurationFileLimit else {
    throw CommandFailure(
      .configuration, "the configuration file \(file) has more than \(configurationFileLimit) bytes")
  }
  return Data(bytes[..<count])
}

private func unreadable(_ file: String, because number: Int32) -> CommandFailure {
  CommandFailure(
    .configuration, "the configuration file \(file) cannot be read: \(String(cString: strerror(number)))")
}

private func members(of contents: Data, file: String) throws(CommandFailure) -> [String: Any] {
  let hint = "it is a JSON object such as {\"address\": \"localhost:7411\", \"key\": \"tk_…\", \"program\": \"shop\"}"
  let value: Any
  do {
    value = try JSONSerialization.jsonObject(with: contents, options: .fragmentsAllowed)
  } catch {
    // Foundation's words for a developer, which tell the position if it is known; the rest of its error is no sentence.
    let details = (error as? CocoaError)?.userInfo[NSDebugDescriptionErrorKey] as? String
    throw CommandFailure(
      .configuration, "the configuration file \(file) is not JSON" + (details.map { ": \($0)" } ?? ""), hint: hint)
  }
  guard let members = value as? [String: Any] else {
    throw CommandFailure(.configuration, "the configuration file \(file) is not a JSON object", hint: hint)
  }
  return members
}

private func text(_ value: Any, ofMember name: String, file: String) throws(CommandFailure) -> String {
  if let text = value as? String { return text }
  if name == "timeout", let number = value as? Int { return String(number) }
  throw CommandFailure(
    .configuration,
    "the configuration file \(file) has a member \"\(name)\" that is no \(name == "timeout" ? "number" : "text")")
}
