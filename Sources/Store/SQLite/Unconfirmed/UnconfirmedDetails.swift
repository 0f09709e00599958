import GRDB
import PartnerProgram

/// Reads and writes the lines and the evidence of claims.
final class UnconfirmedDetails {
  private let insertLine: HotStatement
  private let selectLines: HotStatement
  private let deleteLines: HotStatement
  private let insertEvidence: HotStatement
  private let selectEvidence: HotStatement
  private let deleteEvidence: HotStatement

  init(_ database: Database) throws {
    insertLine = try HotStatement(
      database,
      """
      INSERT INTO unconfirmed_lines (unconfirmed_id, position, sku, quantity, unit_price_minor)
      VALUES (?1, ?2, ?3, ?4, ?5)
      """)
    selectLines = try HotStatement(
      database,
      "SELECT sku, quantity, unit_price_minor FROM unconfirmed_lines WHERE unconfirmed_id = ?1 ORDER BY position")
    deleteLines = try HotStatement(database, "DELETE FROM unconfirmed_lines WHERE unconfirmed_id = ?1")
    insertEvidence = try HotStatement(
      database,
      """
      INSERT INTO unconfirmed_evidence (unconfirmed_id, position, evidence, value, claimed_id, claimed_name)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6)
      """)
    selectEvidence = try HotStatement(
      database,
      """
      SELECT evidence, value, claimed_id, claimed_name FROM unconfirmed_evidence WHERE unconfirmed_id = ?1
      ORDER BY position
      """)
    deleteEvidence = try HotStatement(database, "DELETE FROM unconfirmed_evidence WHERE unconfirmed_id = ?1")
  }

  /// What a claim says was bought.
  func lines(of id: ConversionID) throws -> [OrderLine] {
    selectLines.bind(1, copying: id)
    defer { selectLines.reset() }
    var lines: [OrderLine] = []
    while try selectLines.step() {
      lines.append(
        try OrderLine(
          sku: selectLines.text(0), quantity: selectLines.integer(1), unitPriceMinor: selectLines.integer(2),
          position: lines.count))
    }
    return lines
  }

  /// What a claim brings to tell who referred it.
  func evidence(of id: ConversionID) throws -> [EvidenceSubmission] {
    selectEvidence.bind(1, copying: id)
    defer { selectEvidence.reset() }
    var evidence: [EvidenceSubmission] = []
    while try selectEvidence.step() {
      let item = EvidenceItem(kind: try selectEvidence.value(0), value: selectEvidence.text(1))
      let claimedID: ClickID? = try selectEvidence.id(2)
      evidence.append(
        EvidenceSubmission(
          item: item, claim: Self.claim(of: item, claimedID: claimedID?.rawValue, name: selectEvidence.text(3))))
    }
    return evidence
  }

  private static func claim(of item: EvidenceItem, claimedID: UUIDBytes?, name: String) -> EvidenceSubmission.Claim {
    switch item.kind {
    case .clickToken: claimedID.map { .click(ClickID(rawValue: $0)) } ?? .badSignature
    case .clickID: claimedID.map { .click(ClickID(rawValue: $0)) } ?? .unknown
    case .visitorID: claimedID.map { .visitor(VisitorID(rawValue: $0)) } ?? .unknown
    case .coupon: (try? CouponCode(item.value)).map { .coupon($0) } ?? .unknown
    case .email: ContactName.email(name).map { .contact($0) } ?? .unknown
    case .externalID: ContactName.externalID(name).map { .contact($0) } ?? .unknown
    // Claims name no partner.
    case .partner: .unknown
    }
  }

  /// Keeps the lines and the evidence of a claim.
  func insert(_ command: ConversionCommand) throws {
    for (position, line) in (command.amounts?.lines ?? []).enumerated() {
      insertLine.bind(1, copying: command.conversionID)
      insertLine.bind(2, Int64(position))
      insertLine.bind(3, copying: line.sku)
      insertLine.bind(4, line.quantity)
      insertLine.bind(5, line.unitPriceMinor)
      try insertLine.run()
    }
    for (position, submission) in command.evidence.enumerated() {
      insertEvidence.bind(1, copying: command.conversionID)
      insertEvidence.bind(2, Int64(position))
      insertEvidence.bind(3, Int64(submission.item.kind.rawValue))
      insertEvidence.bind(4, copying: submission.item.value)
      insertEvidence.bind(5, copying: submission.claim.claimedID)
      insertEvidence.bind(6, copying: submission.claim.claimedName)
      try insertEvidence.run()
    }
  }

  /// Forgets the lines of a claim.
  func deleteLines(of id: ConversionID) throws {
    deleteLines.bind(1, copying: id)
    try deleteLines.run()
  }

  /// Forgets the evidence of a claim.
  func deleteEvidence(of id: ConversionID) throws {
    deleteEvidence.bind(1, copying: id)
    try deleteEvidence.run()
  }
}

extension EvidenceSubmission.Claim {
  /// The click or visitor that it names.
  fileprivate var claimedID: ClickID? {
    switch self {
    case .click(let id): id
    case .visitor(let id): ClickID(rawValue: id.rawValue)
    case .coupon, .partner, .contact, .badSignature, .unknown: nil
    }
  }

  /// The normalised name of the contact that it names.
  fileprivate var claimedName: String {
    guard case .contact(let name) = self else { return "" }
    return name.value
  }
}
