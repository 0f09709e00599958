import PartnerProgram
import Store

struct UnexpectedOutcome: Error {}

/// What an outcome must be for a test to go on.
extension Outcome {
  func account() throws -> Account {
    guard case .account(let value) = self else { throw UnexpectedOutcome() }
    return value
  }

  func program() throws -> Program {
    guard case .program(let value) = self else { throw UnexpectedOutcome() }
    return value
  }

  func partner() throws -> Partner {
    guard case .partner(let value) = self else { throw UnexpectedOutcome() }
    return value
  }

  func apiKey() throws -> APIKey {
    guard case .apiKey(let value) = self else { throw UnexpectedOutcome() }
    return value
  }

  func conversion() throws -> ConversionOutcome {
    guard case .conversion(let value) = self else { throw UnexpectedOutcome() }
    return value
  }
}

extension ConversionOutcome {
  /// What it moved for each partner, in minor units.
  var minorUnits: [Int64] { commissions.map(\.amount.minorUnits) }
}
