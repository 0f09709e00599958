internal import Store

/// The store's values whose names the wire's messages have too. The module `Store` declares a protocol `Store`, so a
/// file that imports both modules cannot write `Store.ReportRow`.
typealias StoredReportKey = ReportKey
typealias StoredReportRow = ReportRow
typealias StoredConversion = RecordedConversion
typealias StoredUnconfirmedConversion = UnconfirmedConversion
typealias StoredContact = Contact
typealias StoredBalance = Balance
typealias StoredPayout = Payout
typealias StoredPayoutTotal = PayoutTotal
typealias StoredPayoutLine = PayoutLine
