import GRDB
import PartnerProgram

/// Columns of the ledger and the rollup as values, for statements that GRDB steps through.
extension Row {
  /// The SubID in the column `sub_id`; empty means none.
  var subID: SubID? {
    let bytes = Array((self["sub_id"] as String).utf8)
    return bytes.isEmpty ? nil : SubID(checked: bytes)
  }

  /// The landing page in the column `landing_page`; empty means none.
  var landingPage: LandingPage? {
    let bytes = Array((self["landing_page"] as String).utf8)
    return bytes.isEmpty ? nil : LandingPage(checked: bytes)
  }

  /// The currency in the column `currency`.
  ///
  /// - Throws: `StoreError.io` when it is none.
  func currency() throws(StoreError) -> Currency {
    let code: String = self["currency"]
    guard let currency = Currency(code: code) else { throw .io("\(code.quoted) in the database is no currency") }
    return currency
  }
}
