/// Where a candidate came from. The numbers are those of the public contract and are stored.
///
/// Kinds are ordered as they are considered: partner, coupon, token, click, visitor, e-mail address, external id.
public enum EvidenceKind: UInt8, CaseIterable, Comparable, Sendable {
  /// The signed click token.
  case clickToken = 1
  /// A click id.
  case clickID = 2
  /// A visitor id.
  case visitorID = 3
  /// A coupon code.
  case coupon = 4
  /// The partner that the merchant named.
  case partner = 5
  /// The customer's e-mail address.
  case email = 6
  /// The shop's number for the customer.
  case externalID = 7

  /// Whether it names the customer, whose earlier referrer is then asked.
  public var isOfContact: Bool { self == .email || self == .externalID }

  private var place: UInt8 {
    switch self {
    case .partner: 1
    case .coupon: 2
    case .clickToken: 3
    case .clickID: 4
    case .visitorID: 5
    case .email: 6
    case .externalID: 7
    }
  }

  /// Whether the left kind is considered before the right one.
  public static func < (left: EvidenceKind, right: EvidenceKind) -> Bool { left.place < right.place }
}

/// One piece of what a conversion brought to tell who referred it.
public struct EvidenceItem: Sendable {
  /// Where it came from.
  public let kind: EvidenceKind
  /// The evidence as it was sent, shortened to ``maximumValueBytes`` at the end of a character.
  public let value: String

  /// How much of the evidence is kept and shown, in bytes.
  public static let maximumValueBytes = 255
  /// How many different pieces of evidence are kept of one order.
  public static let maximumItemsOfOrder = 32

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

extension EvidenceItem: Hashable, Comparable {
  /// Whether both are of one kind with the same bytes.
  public static func == (left: EvidenceItem, right: EvidenceItem) -> Bool {
    left.kind == right.kind && left.value.hasSameBytes(as: right.value)
  }

  /// Hashes what is compared.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(kind)
    value.hashBytes(into: &hasher)
  }

  /// Whether the left item is considered before the right one: by kind and then by the bytes of the value.
  public static func < (left: EvidenceItem, right: EvidenceItem) -> Bool {
    left.kind == right.kind ? left.value.bytesPrecede(right.value) : left.kind < right.kind
  }
}

/// What was found when a piece of evidence was looked up.
public enum EvidenceFinding: Hashable, Sendable {
  /// Somebody who may have referred the conversion.
  case referral(Referral)
  /// There is no such click, visitor, coupon or partner in the program, or the contact has no referrer.
  case unknown
  /// The token's signature is not ours, or the token is no token.
  case badSignature

  /// Whom it led to, if to anybody.
  public var referral: Referral? {
    guard case .referral(let referral) = self else { return nil }
    return referral
  }
}

/// Who vouches for a piece of evidence, the most trusted first.
public enum EvidenceTrust: UInt8, Comparable, Sendable {
  /// The merchant: it came by the cart's own call, a signed pixel, a form that the server processed, or was confirmed by
  /// a person. Evidence that came this way and from an unsigned pixel is trusted, whichever came first.
  case trusted
  /// Nobody: it came by pixels without a signature only, which anybody can send.
  case unconfirmed
  /// Nobody, and the pixel that brought it named another customer than the merchant did.
  case contradicted

  /// Whether the left is trusted more than the right.
  public static func < (left: EvidenceTrust, right: EvidenceTrust) -> Bool { left.rawValue < right.rawValue }
}

/// A piece of evidence with what was found for it. A visitor id gives one of them for each of the visitor's clicks.
public struct ResolvedEvidence: Hashable, Sendable {
  /// The evidence.
  public let item: EvidenceItem
  /// What was found.
  public let finding: EvidenceFinding
  /// Who vouches for it.
  public let trust: EvidenceTrust

  /// Makes resolved evidence.
  public init(item: EvidenceItem, finding: EvidenceFinding, trust: EvidenceTrust = .trusted) {
    self.item = item
    self.finding = finding
    self.trust = trust
  }

  /// Whether the merchant vouches for it.
  public var isTrusted: Bool { trust == .trusted }
}
