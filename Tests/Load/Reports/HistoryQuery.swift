import PartnerProgram
import TributaryClient
import TributaryProtocol

/// What is asked of a merchant with a history, over and over.
enum HistoryQuery: CaseIterable {
  case reportBySubID, reportByDay, reportByPartner, reportByLandingPage, conversion

  /// Conversions that are asked for in turn, from all of the history; a small one has no more.
  private static let conversionCount = History.leastClickCount / History.clicksPerSale

  var title: String {
    switch self {
    case .reportBySubID: "report by SubID"
    case .reportByDay: "report by day"
    case .reportByPartner: "report by partner"
    case .reportByLandingPage: "report by landing page"
    case .conversion: "GetConversion"
    }
  }

  func frames(_ historic: HistoricMerchant) throws -> RequestFrames {
    guard let report = report(of: historic.history) else {
      let method = TrackingService.getConversion
      return try RequestFrames(
        Self.conversions(of: historic.history), service: method.service, method: method.name,
        key: historic.merchant.serverKey)
    }
    let method = TrackingService.getPartnerReport
    return try RequestFrames(
      [report], service: method.service, method: method.name, key: historic.merchant.serverKey)
  }

  /// The report that is asked for; nil when it is none.
  func report(of history: History) -> GetPartnerReportRequest? {
    keys.map {
      GetPartnerReportRequest(
        program: Merchant.program, keys: $0, fromDay: history.firstDay.description, pageSize: 10_000)
    }
  }

  /// How many rows the report has to have; nil when it is none.
  var rowCount: Int? {
    switch self {
    case .reportBySubID: History.subIDCount
    case .reportByDay: History.dayCount
    case .reportByPartner: History.partnerCount
    case .reportByLandingPage: History.landingPageCount
    case .conversion: nil
    }
  }

  private var keys: [ReportKey]? {
    switch self {
    case .reportBySubID: [.subId]
    case .reportByDay: [.day]
    case .reportByPartner: [.partner]
    case .reportByLandingPage: [.landingPage]
    case .conversion: nil
    }
  }

  private static func conversions(of history: History) -> [GetConversionRequest] {
    (0..<conversionCount).map { index in
      let sale = index * (history.saleCount / conversionCount)
      return GetConversionRequest(
        program: Merchant.program, kind: .sale, orderId: history.sale(sale).orderID(OrderMix.serialText(sale)))
    }
  }
}
