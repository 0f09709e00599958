/// Whether a partner takes part. The numbers are those of the public contract and are stored.
public enum PartnerStatus: UInt8, CaseIterable, Sendable {
  /// Clicks count and commissions are earned.
  case active = 1
  /// Clicks are kept but do not count, and nothing is earned.
  case inactive = 2
}

/// A partner in a program.
public struct Partner: Hashable, Sendable {
  /// Its row; unassigned until it is stored.
  public var id: PartnerID
  /// The program it is in.
  public let program: ProgramID
  /// What links name it by, unique in the program and for ever.
  public let code: PartnerCode
  /// Its name for people.
  public let name: String
  /// Its e-mail address; empty when that is not known.
  public let email: String
  /// Whether it takes part.
  public let status: PartnerStatus
  /// Whether it may see SubID reports in the partner center.
  public let partnerCenterAccess: Bool
  /// The partner that brought this one in and gets the second tier; nil when there is none.
  public let parent: PartnerID?
  /// When it was made.
  public let createdAt: Timestamp

  /// Makes a partner from what was sent or stored.
  ///
  /// - Parameters:
  ///   - name: 1 to 200 bytes. Empty means the code.
  ///   - email: At most 320 bytes. Empty means not known.
  ///   - parent: A partner of the same program, which is for the caller to see to, and not this one.
  /// - Throws: A ``FieldError`` that names the field relative to the partner.
  public init(
    id: PartnerID = .unassigned, program: ProgramID, code: PartnerCode, name: String = "", email: String = "",
    status: PartnerStatus = .active, partnerCenterAccess: Bool = false, parent: PartnerID? = nil,
    createdAt: Timestamp
  ) throws(FieldError) {
    self.id = id
    self.program = program
    self.code = code
    self.name = try DisplayName.resolve(name, default: code)
    try TextRule.email.check(email, field: "email")
    self.email = email
    self.status = status
    self.partnerCenterAccess = partnerCenterAccess
    guard parent == nil || parent != id else {
      throw FieldError(field: "parent", message: "must be another partner")
    }
    self.parent = parent
    self.createdAt = createdAt
  }
}
