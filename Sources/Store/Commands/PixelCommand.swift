public import PartnerProgram

/// A lead or a sale that a pixel told of.
public struct PixelCommand: Sendable {
  /// What the pixel said. It is no test and no refund. A partner that an unsigned pixel names is not looked at: only a
  /// merchant may name one.
  public let conversion: ConversionCommand
  /// Whether the merchant's server signed it. Then it is trusted like the cart's own call. Otherwise anybody may have made
  /// it up: it is a claim, which earns nothing until the same order of the same customer is recorded, where it takes
  /// nothing from whom trusted evidence finds, or a person confirms it.
  public let isSigned: Bool

  /// Makes a command of its parts.
  public init(conversion: ConversionCommand, isSigned: Bool) {
    self.conversion = conversion
    self.isSigned = isSigned
  }
}

/// What became of a pixel.
public enum PixelOutcome: Sendable {
  /// The order is recorded, by this pixel or before it, and has the pixel's evidence now.
  case recorded(ConversionOutcome)
  /// The signed pixel's money is not the recorded order's: this field of the public contract differs first. Its evidence
  /// was added all the same, and the order's money stays.
  case joinedDespite(field: String)
  /// Kept as a claim under this id.
  case unconfirmed(id: ConversionID)
  /// The same claim waits already.
  case repeated
}

/// Records what an unsigned pixel claimed as if the cart had sent it.
public struct ConfirmCommand: Sendable, Hashable {
  /// The program.
  public let program: ProgramID
  /// The id of the claim.
  public let id: ConversionID
  /// When the server took the call.
  public let receivedAt: Timestamp

  /// Makes a command of its parts.
  public init(program: ProgramID, id: ConversionID, receivedAt: Timestamp) {
    self.program = program
    self.id = id
    self.receivedAt = receivedAt
  }
}
