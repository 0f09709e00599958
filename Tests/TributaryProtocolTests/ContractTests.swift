import CProtobufC
import Foundation
import ProtobufC
import Testing
import TributaryProtocol
import WireBytes

@Suite struct ContractTests {
  /// A recursive message would let a peer nest as deep as it likes, and the stack has no limit of ours.
  @Test func noMessageContainsItself() {
    for type in MessageType.all {
      var path: [String] = []
      #expect(isFinite(type.descriptor(), &path), "\(path.joined(separator: " > "))")
    }
  }

  /// The walk that validates texts takes every BYTES field for a text and knows nothing of oneofs. A default would be
  /// that of a string, which libprotobuf-c would read past its end.
  @Test(arguments: MessageType.all)
  func everyFieldIsOfAKindThatTheChecksKnow(_ type: MessageType) {
    for field in fieldShapes(of: type.descriptor()) {
      #expect(!field.isInOneof, "\(type.fullName).\(field.name)")
      #expect(!field.hasDefault, "\(type.fullName).\(field.name)")
      if case .unsupported(let kind) = field.kind {
        Issue.record("\(type.fullName).\(field.name) is a \(kind)")
      }
    }
  }

  @Test func theListOfMessagesIsComplete() throws {
    let inText = try contractFiles().flatMap { file in
      try matches(#/^message (\w+) \{/#.anchorsMatchLineEndings(), in: file.text).map {
        "\(try package(of: file))." + $0
      }
    }
    #expect(Set(MessageType.all.map(\.fullName)) == Set(inText))
    #expect(MessageType.all.count == inText.count)
  }

  @Test(arguments: ["bytes", "optional", "map<", "oneof", "group", "required"])
  func theContractDoesWithout(_ word: String) throws {
    for file in try contractFiles() {
      for line in file.text.split(separator: "\n") {
        let code = line.prefix { $0 != "/" }.trimmingCharacters(in: .whitespaces)
        #expect(!code.hasPrefix(word), "\(file.name): \(line)")
      }
    }
  }

  /// `Protos/generate` turns texts into bytes line by line: a field that shares its line would be left as it is.
  @Test func everyTextFieldHasALineOfItsOwn() throws {
    for file in try contractFiles() {
      for line in file.text.split(separator: "\n") {
        let code = line.replacing(#/\/\/.*/#, with: "").trimmingCharacters(in: .whitespaces)
        guard code.contains("string ") else { continue }
        #expect(try #/(repeated )?string [a-z0-9_]+ = [0-9]+;/#.wholeMatch(in: code) != nil, "\(file.name): \(line)")
      }
    }
  }

  @Test func everyMessageAndFieldIsDocumented() throws {
    for file in try contractFiles() where file.name.hasPrefix("tributary") {
      var previous = ""
      for line in file.text.split(separator: "\n", omittingEmptySubsequences: false) {
        let code = line.trimmingCharacters(in: .whitespaces)
        let declares = #/(message|enum|service|rpc) .*|.* = [0-9]+;/#
        if try declares.wholeMatch(in: code) != nil {
          #expect(previous.hasPrefix("//"), "\(file.name): \(code)")
        }
        previous = code
      }
    }
  }

  @Test func methodsAreNamedAsOnTheWire() {
    #expect(TrackingService.recordClick.service == "tributary.v1.Tracking")
    #expect(TrackingService.recordClick.name == "RecordClick")
    #expect(ProgramsService.revokeApiKey.service == "tributary.v1.Programs")
    #expect(ProgramsService.revokeApiKey.name == "RevokeApiKey")
    #expect(HealthService.check.service == "grpc.health.v1.Health")
    #expect(HealthService.check.name == "Check")
  }

  private func isFinite(_ descriptor: UnsafePointer<ProtobufCMessageDescriptor>, _ path: inout [String]) -> Bool {
    let name = String(cString: descriptor.pointee.name)
    let isKnown = path.contains(name)
    path.append(name)
    guard !isKnown else { return false }
    for field in fieldShapes(of: descriptor) {
      if case .message(let inner) = field.kind, !isFinite(inner, &path) { return false }
    }
    path.removeLast()
    return true
  }

  private func package(of file: (name: String, text: String)) throws -> String {
    try #require(matches(#/^package ([a-z0-9.]+);/#.anchorsMatchLineEndings(), in: file.text).first)
  }

  private func matches(_ pattern: Regex<(Substring, Substring)>, in text: String) -> [String] {
    text.matches(of: pattern).map { String($0.output.1) }
  }
}
