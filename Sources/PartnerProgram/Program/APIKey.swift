/// A key that a caller proves its right with. Its secret is not kept, only the hash of it.
public struct APIKey: Hashable, Sendable {
  /// Its public name.
  public let id: String
  /// The account whose objects it opens; nil for the server's admin key, which opens all and makes accounts.
  public let account: AccountID?
  /// What it may do.
  public let scope: KeyScope
  /// The program of a key for a partner's reports; nil for every other key.
  public let program: ProgramID?
  /// The partner of a key for a partner's reports; nil for every other key.
  public let partner: PartnerID?
  /// What it is for, in the words of whoever made it.
  public let label: String
  /// The 32 bytes of the secret's SHA-256.
  public let sha256: [UInt8]
  /// When it was made.
  public let createdAt: Timestamp
  /// When it was revoked; nil while it is live.
  public var revokedAt: Timestamp?

  /// How many bytes a SHA-256 has.
  public static let sha256ByteCount = 32

  /// Makes a key.
  ///
  /// - Throws: A ``FieldError`` when the id, the label or the hash is not of its form, when a key for a partner's
  ///   reports does not name the partner, or when another key does.
  public init(
    id: String, account: AccountID?, scope: KeyScope, program: ProgramID? = nil, partner: PartnerID? = nil,
    label: String = "", sha256: [UInt8], createdAt: Timestamp, revokedAt: Timestamp? = nil
  ) throws(FieldError) {
    try TextRule.keyID.check(id, field: "id")
    try TextRule.label.check(label, field: "label")
    guard sha256.count == Self.sha256ByteCount else {
      throw FieldError(field: "sha256", message: "must be 32 bytes")
    }
    let isForPartner = scope == .partnerReport
    let rule = isForPartner ? "is required for a partner-report key" : "is for partner-report keys only"
    guard (program != nil) == isForPartner else { throw FieldError(field: "program", message: rule) }
    guard (partner != nil) == isForPartner else { throw FieldError(field: "partner", message: rule) }
    self.id = id
    self.account = account
    self.scope = scope
    self.program = program
    self.partner = partner
    self.label = label
    self.sha256 = sha256
    self.createdAt = createdAt
    self.revokedAt = revokedAt
  }

  /// Whether it has not been revoked.
  public var isLive: Bool { revokedAt == nil }
}
