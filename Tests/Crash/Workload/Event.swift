import TributaryClient

/// A call that records something.
enum Call: Hashable, Sendable {
  case click(RecordClickRequest)
  case conversion(RecordConversionRequest)
}

/// What the server answered to a call.
enum Answer: Hashable, Sendable {
  case click(RecordClickResponse)
  case conversion(RecordConversionResponse)

  /// Whether the server knew it already.
  var isReplayed: Bool {
    switch self {
    case .click(let reply): reply.replayed
    case .conversion(let reply): reply.replayed
    }
  }
}

/// One event of the workload: a call with a number of its own, under which the log tells what became of it.
struct Event: Sendable {
  /// Counts from 1.
  let number: Int
  let call: Call
}

/// What an event is about. Several events may be about the same thing: then it must exist once.
enum Subject: Hashable, Sendable, CustomStringConvertible {
  case click(String)
  case order(ConversionKind, String)
  case refund(order: String, refund: String)

  var description: String {
    switch self {
    case .click(let id): "click \(id)"
    case .order(let kind, let id): "\(kind) \(id)"
    case .refund(let order, let refund): "refund \(refund.isEmpty ? "of all" : refund) of \(order)"
    }
  }
}

extension Call {
  var subject: Subject {
    switch self {
    case .click(let request): .click(request.clickId)
    case .conversion(let request) where request.kind == .refund:
      .refund(order: request.orderId, refund: request.refundId)
    case .conversion(let request): .order(request.kind, request.orderId)
    }
  }
}
