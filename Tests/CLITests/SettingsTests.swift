import ArgumentParser
import Foundation
import Testing
import TributaryClient
@testable import TributaryConsole

@Suite struct SettingsTests {
  /// Finds the settings beside a configuration file with `contents`, which is removed again.
  private func connection(
    flags: [String] = [], environment: [String: String] = [:], file contents: String? = nil
  ) throws -> ConnectionSettings {
    let directory = FileManager.default.temporaryDirectory.appending(path: "tributary-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: directory) }
    let file = directory.appending(path: "tributary/config.json")
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    if let contents { try Data(contents.utf8).write(to: file) }
    var environment = environment
    environment["XDG_CONFIG_HOME"] = directory.path
    let options = try ConnectionOptions.parse(flags)
    return try Settings(flags: options, environment: environment).connection()
  }

  @Test func theFlagComesBeforeTheEnvironmentAndThatBeforeTheFile() throws {
    let file = #"{"address": "file:1", "key": "file", "timeout": 1}"#
    let environment = ["TRIBUTARY_ADDRESS": "environment:2", "TRIBUTARY_KEY": "environment"]
    let three = try connection(flags: ["--address", "flag:3"], environment: environment, file: file)
    #expect(three.address == ServerAddress(host: "flag", port: 3))
    #expect(three.key == "environment")
    #expect(three.timeout == .seconds(1))

    let two = try connection(environment: environment, file: file)
    #expect(two.address == ServerAddress(host: "environment", port: 2))

    let one = try connection(file: file)
    #expect(one.address == ServerAddress(host: "file", port: 1))
    #expect(one.key == "file")

    let none = try connection(file: "{}")
    #expect(none.address == ServerAddress(host: "127.0.0.1", port: 7411))
  }

  @Test func anEmptyVariableIsNone() throws {
    let settings = try connection(
      environment: ["TRIBUTARY_ADDRESS": "", "TRIBUTARY_KEY": ""], file: #"{"address": "file:1"}"#)
    #expect(settings.address == ServerAddress(host: "file", port: 1))
    #expect(settings.key == nil)
  }

  @Test(arguments: [
    ([], [:], ConnectionSecurity.automatic),
    (["--tls", "off"], ["TRIBUTARY_TLS": "on"], .plaintext),
    (["--tls", "on"], [:], .tls(roots: .system)),
    ([], ["TRIBUTARY_TLS_ROOTS": "/roots.pem"], .tls(roots: .file("/roots.pem"))),
    (["--tls-roots", "/flag.pem"], ["TRIBUTARY_TLS_ROOTS": "/roots.pem"], .tls(roots: .file("/flag.pem"))),
    (["--tls", "on"], ["TRIBUTARY_TLS_ROOTS": "/roots.pem"], .tls(roots: .file("/roots.pem"))),
    (["--tls", "off"], ["TRIBUTARY_TLS_ROOTS": "/roots.pem"], .plaintext),
  ])
  func protectionFollowsTheOptions(
    _ flags: [String], _ environment: [String: String], _ security: ConnectionSecurity
  ) throws {
    let settings = try connection(flags: ["--address", "a:1"] + flags, environment: environment)
    #expect(settings.security == security)
  }

  @Test(
    arguments: [
      (["TRIBUTARY_ADDRESS": "nowhere"], nil),
      (["TRIBUTARY_ADDRESS": "a:1", "TRIBUTARY_TIMEOUT": "0"], nil),
      (["TRIBUTARY_ADDRESS": "a:1", "TRIBUTARY_TIMEOUT": "soon"], nil),
      (["TRIBUTARY_ADDRESS": "a:1", "TRIBUTARY_TLS": "maybe"], nil),
      (["TRIBUTARY_ADDRESS": "a:1"], "{"),
    ] as [([String: String], String?)])
  func wrongSettingsAreAConfigurationError(_ environment: [String: String], _ file: String?) throws {
    let failure = #expect(throws: CommandFailure.self) {
      try connection(environment: environment, file: file)
    }
    #expect(failure?.status == .configuration)
  }

  @Test(arguments: [
    (#"{"adress": "a:1"}"#, "has an unknown member \"adress\""),
    (#"{"key": 1}"#, "has a member \"key\" that is no text"),
    (#"{"timeout": []}"#, "has a member \"timeout\" that is no number"),
    ("[]", "is not a JSON object"),
    ("{", "is not JSON: Unexpected end of file during JSON parse."),
    (#"{"key": "x",,}"#, "is not JSON: Invalid value around character 12."),
    (String(repeating: " ", count: 65537), "has more than 65536 bytes"),
  ])
  func aWrongFileIsNamedWithWhatIsWrong(_ contents: String, _ reason: String) throws {
    let failure = #expect(throws: CommandFailure.self) { try connection(file: contents) }
    #expect(failure?.status == .configuration)
    #expect(failure?.message.hasPrefix("the configuration file /") == true)
    #expect(failure?.message.hasSuffix("/tributary/config.json \(reason)") == true, "\(failure?.message ?? "none")")
  }

  @Test func everyMemberOfTheFileIsRead() throws {
    let file = #"""
      {"address": "a:1", "key": "k", "program": "shop", "currency": "EUR", "tls": "on", "tlsRoots": "/r", "timeout": "7"}
      """#
    let settings = try connection(file: file)
    #expect(
      settings
        == ConnectionSettings(
          address: ServerAddress(host: "a", port: 1), key: "k", security: .tls(roots: .file("/r")),
          timeout: .seconds(7)))
  }

  @Test func aFileThatIsNamedMustBeThere() throws {
    let failure = #expect(throws: CommandFailure.self) {
      try connection(flags: ["--address", "a:1", "--config", "/nonexistent/config.json"])
    }
    #expect(failure?.status == .configuration)
    #expect(
      failure?.message
        == "the configuration file /nonexistent/config.json cannot be read: No such file or directory")
  }

  @Test func theFileHasItsUsualPlace() {
    #expect(
      defaultConfigurationPath(environment: ["XDG_CONFIG_HOME": "/x", "HOME": "/h"]) == "/x/tributary/config.json")
    #expect(
      defaultConfigurationPath(environment: ["XDG_CONFIG_HOME": "x", "HOME": "/h"])
        == "/h/.config/tributary/config.json")
    #expect(defaultConfigurationPath(environment: ["HOME": "/h"]) == "/h/.config/tributary/config.json")
    #expect(defaultConfigurationPath(environment: [:]) == nil)
  }
}
