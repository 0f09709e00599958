import TributaryClient

/// Why the model expects a call to be refused.
struct Refusal: Error, Hashable {
  let code: StatusCode
  var field: String?
}

/// A click as it was recorded. Partners go by their codes.
struct KnownClick {
  let id: String
  let partner: String
  let subID: String
  let visitor: String
  let occurredAt: Int64
  let day: Int
  let page: String
  let disposition: ClickDisposition
  let isUnique: Bool
}

/// What a program decides and pays by.
struct Terms {
  var coupon = CouponPrecedence.beforeClick
  var touch = TouchPreference.last
  var contact = ContactReferrer.last
  var windowDays: Int64 = 60
  var contactWindowDays: Int64 = 60
  var holdDays = 0
  var commission = CommissionRule()
}

/// What an override is for; empty means every partner or product.
struct OverrideKey: Hashable {
  let partner: String
  let sku: String
}

/// Money that was sent.
struct Amounts {
  let currency: String
  let items: [Item]
  let taxMinor: Int64
  let shippingMinor: Int64
  let discountMinor: Int64

  /// Items minus discount.
  var baseMinor: Int64 { items.reduce(0) { $0 + $1.quantity * $1.unitPriceMinor } - discountMinor }

  init(_ request: RecordConversionRequest, currency: String) {
    self.currency = currency
    items = request.items.map {
      Item(sku: $0.sku, quantity: $0.quantity == 0 ? 1 : $0.quantity, unitPriceMinor: $0.unitPriceMinor)
    }
    taxMinor = request.taxMinor
    shippingMinor = request.shippingMinor
    discountMinor = request.discountMinor
  }
}

/// What a piece of evidence says.
enum Claim {
  case partner(String)
  case coupon(String)
  case click(String)
  case visitor(String)
  case contact(PersonName)
  case forgedToken
  case nothing
}

/// A name of a contact.
enum PersonName: Hashable {
  case email(String)
  case number(String)
}

/// Whom evidence led to, as it was when it was found.
struct Finding {
  let partner: String
  var subID = ""
  var click = ""
  /// When the click happened or the contact's referrer was bound; 0 for neither.
  var at: Int64 = 0
  var page = ""
  var disposition = ClickDisposition.counted
  let isActive: Bool

  /// Whether nothing about the referral itself keeps it from earning.
  var mayEarn: Bool { isActive && (disposition == .counted || disposition == .repeat) }
}

struct KnownEvidence {
  let kind: EvidenceKind
  /// As it was sent; empty after its contact was erased.
  var value: String
  let claim: Claim
  var findings: [Finding] = []
}

/// Whom a conversion is counted for.
struct Credit: Hashable {
  let partner: String
  var subID = ""
  var page = ""
}

/// Who earned an order, and why.
struct Decision {
  var receipt = Receipt(rule: .unattributed)
  var credit: Credit?
  var flag: (reason: Verdict, credit: Credit)?
  var commissionMinor: Int64 = 0
  var parent: String?
  var parentCommissionMinor: Int64 = 0

  /// Whether the contact's own referrer decided.
  var isByContact: Bool {
    receipt.rule == .contactFirstReferrer || receipt.rule == .contactLastReferrer
  }
}

/// A lead or a sale.
struct KnownOrder {
  let id: String
  let kind: ConversionKind
  let orderID: String
  let isTest: Bool
  let occurredAt: Int64
  let recordedAt: Int64
  let day: Int
  let amounts: Amounts
  let terms: Terms
  let overrides: [OverrideKey: CommissionRule]
  var customer = Customer()
  var evidence: [KnownEvidence] = []
  /// Whether the partner of a click took part when the click became known to the order.
  var activityOfClick: [String: Bool] = [:]
  /// Partners that the customer was known to be when the customer's name was erased.
  var knownSelves: Set<String> = []
  var contact: Int?
  /// Every contact that one of its names belongs to.
  var namedContacts: Set<Int> = []
  var contactOrderNumber: Int64 = 0
  var decision = Decision()

  var availableDay: Int { day + terms.holdDays }
}

/// A refund, whether its sale is known or not.
struct KnownRefund {
  let id: String
  let orderID: String
  let refundID: String
  let isFull: Bool
  let isTest: Bool
  let occurredAt: Int64
  let recordedAt: Int64
  let day: Int
  let sentCurrency: String
  /// The currency is the one that was sent, its sale's when that was known, otherwise the program's.
  let amounts: Amounts
}

struct KnownReferrer {
  let credit: Credit
  let boundAt: Int64
  /// The order that bound it.
  let source: String
}

struct KnownContact {
  var names: Set<PersonName> = []
  var first: KnownReferrer?
  var last: KnownReferrer?
  var orders: Int64 = 0
}

/// An entry of the ledger.
struct KnownEntry {
  let kind: LedgerEntryKind
  /// The conversion's id, or the adjustment's or payout's own.
  let source: String
  let credit: Credit
  let tier: Int32
  let currency: String
  let amountMinor: Int64
  let day: Int
  let recordedAt: Int64
  let availableDay: Int
  var reason = ""
  var payout = ""
}
