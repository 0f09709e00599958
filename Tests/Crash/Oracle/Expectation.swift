import TributaryClient

/// What must be stored when everything that was sent is recorded once, by the rules' text and the simplest means.
struct Expectation {
  private(set) var clicks: [String: ExpectedClick] = [:]
  private(set) var orders: [OrderKey: ExpectedOrder] = [:]

  /// Adds everything that the log holds.
  init(_ history: History) {
    var clicksOfVisitors: [String: [ExpectedClick]] = [:]
    for event in history.events.values {
      guard case .click(let request) = event.call else { continue }
      if clicks[request.clickId] == nil {
        clicksOfVisitors[request.visitorId, default: []].append(ExpectedClick(request))
      }
      clicks[request.clickId] = ExpectedClick(request)
    }
    for event in history.events.values {
      guard case .conversion(let request) = event.call else { continue }
      let kind = request.kind == .refund ? .sale : request.kind
      let key = OrderKey(kind: kind, id: request.orderId)
      if request.kind == .refund {
        orders[key, default: ExpectedOrder()].refunds[request.refundId] = request
      } else {
        orders[key, default: ExpectedOrder()].add(request, history.clicksOfTokens)
      }
    }
    for key in orders.keys {
      orders[key]?.decide {
        clicks[$0]
      } clicksOfVisitor: {
        clicksOfVisitors[$0] ?? []
      }
    }
  }
}

/// The name of a lead or a sale.
struct OrderKey: Hashable, Sendable {
  let kind: ConversionKind
  let id: String
}

/// A click that must be stored.
struct ExpectedClick: Sendable {
  let request: RecordClickRequest

  init(_ request: RecordClickRequest) {
    self.request = request
  }

  var isBot: Bool { request.userAgent.contains("Googlebot") }
}
