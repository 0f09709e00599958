/// What became of a candidate. The numbers are those of the public contract and are stored.
public enum Verdict: UInt8, CaseIterable, Sendable {
  /// It decided.
  case won = 1
  /// Another candidate's click was later.
  case laterTouchWon = 2
  /// Its click is older than the program's window.
  case expired = 3
  /// Its click came after the conversion, by more than clocks differ (``Timestamp/maximumLead``).
  case afterConversion = 4
  /// Its partner is not active, or was not when the link was followed.
  case partnerInactive = 5
  /// The token's signature is not ours, or the token is no token.
  case badSignature = 6
  /// There is no such click or visitor in this program.
  case unknown = 7
  /// It led to the same click as a candidate before it.
  case duplicate = 8
}

/// The rule that decided an attribution. The numbers are those of the public contract and are stored.
public enum AttributionRule: UInt8, CaseIterable, Sendable {
  /// No candidate was eligible.
  case unattributed = 1
  /// The latest eligible click inside the window won.
  case lastTouch = 2
  /// A refund goes where its order went.
  case sameAsOrder = 3
}
