/// Where a candidate came from. The numbers are those of the public contract and are stored.
public enum EvidenceKind: UInt8, CaseIterable, Sendable {
  /// The signed click token.
  case clickToken = 1
  /// A click id.
  case clickID = 2
  /// A visitor id.
  case visitorID = 3
}

/// One piece of what a conversion brought to tell who referred it.
public struct EvidenceItem: Hashable, Sendable {
  /// Where it came from.
  public let kind: EvidenceKind
  /// The evidence as it was sent, shortened to ``maximumValueBytes`` at the end of a character.
  public let value: String

  /// How much of the evidence is kept and shown, in bytes.
  public static let maximumValueBytes = 255

  /// Makes an item, shortening its value.
  public init(kind: EvidenceKind, value: String) {
    self.kind = kind
    self.value = Self.shortened(value)
  }

  private static func shortened(_ value: String) -> String {
    guard value.utf8.count > maximumValueBytes else { return value }
    var end = value.utf8.index(value.utf8.startIndex, offsetBy: maximumValueBytes)
    // Bytes that begin with the bits 10 continue a character.
    while value.utf8[end] & 0xC0 == 0x80 { end = value.utf8.index(before: end) }
    return String(value[..<end])
  }
}

/// What was found when a piece of evidence was looked up.
public enum EvidenceFinding: Hashable, Sendable {
  /// A click of the program.
  case touch(Touch)
  /// There is no such click or visitor in the program.
  case unknown
  /// The token's signature is not ours, or the token is no token.
  case badSignature
}

/// A piece of evidence with what was found for it. A visitor id gives one of them for each of the visitor's clicks.
public struct ResolvedEvidence: Hashable, Sendable {
  /// The evidence.
  public let item: EvidenceItem
  /// What was found.
  public let finding: EvidenceFinding

  /// Makes resolved evidence.
  public init(item: EvidenceItem, finding: EvidenceFinding) {
    self.item = item
    self.finding = finding
  }
}
